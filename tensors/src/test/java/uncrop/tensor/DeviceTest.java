package uncrop.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class DeviceTest {
  private static final int MORE_THAN_ANY_MACHINE_HAS = 99;

  @ParameterizedTest
  @CsvSource({"cpu, cpu", "CPU, cpu", "cuda, cuda:0", "cuda:0, cuda:0", "Cuda:12, cuda:12"})
  void a_device_has_the_name_that_libtorch_gives_it(String name, String shown) {
    assertThat(Device.named("--device", name)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:100", "cuda:0,cuda:1", "meta", "mps"})
  void any_other_name_is_refused_in_one_sentence(String name) {
    assertThatThrownBy(() -> Device.named("--device", name))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("must be auto, cpu, cuda or cuda:N");
  }

  @Test
  void one_that_is_not_here_is_refused_with_what_there_is() {
    assertThatThrownBy(() -> Device.cuda(MORE_THAN_ANY_MACHINE_HAS).present("--device"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--device")
        .hasMessageContaining("cuda:99")
        .hasMessageContaining("is not here");
    assertThat(Device.CPU.present("--device")).isEqualTo(Device.CPU);
  }

  @Test
  void the_best_is_one_that_is_here() {
    assertThat(Device.best().present("--device")).isEqualTo(Device.best());
  }

  @Test
  void the_memory_of_a_device_that_is_not_here_is_unknown() {
    assertThat(DeviceMemory.free(Device.CPU)).isEqualTo(OptionalLong.empty());
    assertThat(DeviceMemory.free(Device.cuda(MORE_THAN_ANY_MACHINE_HAS)))
        .isEqualTo(OptionalLong.empty());
  }

  @Test
  void a_tensor_without_numbers_has_a_shape_and_cannot_be_read() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor here = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
      Tensor nowhere = here.to(Device.META, DType.FP16);

      assertThat(nowhere.device()).isEqualTo(Device.META);
      assertThat(nowhere.matmul(nowhere.transpose(0, 1)).shape()).containsExactly(2, 2);
      assertThatThrownBy(nowhere::segment).hasMessageContaining("are on meta");
      assertThatThrownBy(nowhere::toFloats).isInstanceOf(TensorFault.class);
      assertThatThrownBy(() -> nowhere.plus(here))
          .isInstanceOf(TensorFault.class)
          .hasMessageContaining("same device");
    }
  }

  @Test
  void to_where_it_is_already_takes_no_memory() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor here = Tensor.of(new float[] {1, 2, 3});

      assertThat(here.to(Device.CPU, DType.FP32).address()).isEqualTo(here.address());
    }
  }
}

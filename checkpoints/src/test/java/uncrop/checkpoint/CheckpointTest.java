package uncrop.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import uncrop.layer.Weights;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class CheckpointTest {

  @Test
  void the_folder_says_what_its_networks_look_like() {
    try (Checkpoint checkpoint = Checkpoint.open(Parity.TINY_FOLDER)) {
      assertThat(checkpoint.family()).isEqualTo(Family.SD15);
      assertThat(checkpoint.unet().config())
          .isEqualTo(
              new UnetConfig(
                  9, 4, List.of(32, 32, 32, 32), 2, List.of(1, 1, 1, 0), 1, 4, List.of(8, 8, 8, 8),
                  false, 0, 0, 32));
      assertThat(checkpoint.vae().config())
          .isEqualTo(new VaeConfig(4, List.of(32, 32, 32, 32), 2, 32, 0.18215, true, 64));
      assertThat(checkpoint.textEncoder().config())
          .isEqualTo(
              new TextConfig(
                  49408, 4, 16, 3, 2, 77, TextConfig.Activation.QUICK_GELU, 1e-5, 0, 2));
      assertThat(checkpoint.files().scheduler())
          .containsEntry("_class_name", "DDIMScheduler")
          .containsEntry("steps_offset", 1L);
      assertThat(checkpoint.files().tokenizer())
          .hasValue(Parity.TINY_FOLDER.resolve("tokenizer"));
      assertThat(checkpoint.files().tokenizer2()).isEmpty();
      assertThat(checkpoint.warnings()).isEmpty();
    }
  }

  @Test
  void the_single_file_holds_the_same_networks_bit_for_bit() {
    try (Checkpoint folder = Checkpoint.open(Parity.TINY_FOLDER);
        Checkpoint file = Checkpoint.open(Parity.TINY_FILE)) {
      assertThat(file.family()).isEqualTo(folder.family());
      assertThat(file.warnings()).isEmpty();
      for (Function<Checkpoint, Part<?>> part :
          List.<Function<Checkpoint, Part<?>>>of(
              Checkpoint::unet, Checkpoint::textEncoder, Checkpoint::vae)) {
        assertSame(part.apply(folder), part.apply(file));
      }
      assertThat(file.unet().config()).isEqualTo(folder.unet().config());
      assertThat(file.textEncoder().config()).isEqualTo(folder.textEncoder().config());
      assertThat(file.vae().config().widths()).isEqualTo(folder.vae().config().widths());
    }
  }

  private static void assertSame(Part<?> one, Part<?> other) {
    assertThat(one.names()).isEqualTo(other.names());
    for (String name : one.names()) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor expected = read(one.weights(), name);
        Tensor actual = read(other.weights(), name);
        assertThat(expected.dtype()).isEqualTo(DType.FP16);
        assertThat(actual.dtype()).isEqualTo(DType.FP16);
        assertThat(actual.toFloats()).as(name).containsExactly(expected.toFloats());
      }
    }
  }

  private static Tensor read(Weights weights, String name) {
    return weights.get(name, weights.shape(name));
  }
}

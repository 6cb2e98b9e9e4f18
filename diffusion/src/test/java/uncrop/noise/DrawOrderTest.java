package uncrop.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.golden.Golden;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class DrawOrderTest {
  private TensorScope scope;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @CsvSource({
    "sd15-9ch-s1.0, 9, 1",
    "sd15-9ch-s0.6, 9, 0.6",
    "sd15-4ch-s1.0, 4, 1",
    "sd15-4ch-s0.6, 4, 0.6",
    "sdxl-9ch-s0.9999, 9, 0.9999"
  })
  void a_pipeline_draws_as_often_as_diffusers_and_the_same_numbers(
      String run, int channels, double strength) {
    Golden golden = Golden.tensors("parity/e2e/" + run + ".safetensors");
    List<Draw> order = Draw.order(channels, strength);
    assertThat(golden.names().stream().filter(name -> name.startsWith("draw.")))
        .hasSameSizeAs(order);
    try (RandomStream stream = RandomStream.seeded(1234)) {
      for (int i = 0; i < order.size(); i++) {
        assertThat(stream.normal(DType.FP32, 1, 4, 8, 8).toFloats())
            .containsExactly(golden.get("draw." + i).toFloats());
      }
    }
  }

  @Test
  void pure_noise_comes_first_only_where_no_picture_is_needed() {
    assertThat(Draw.order(9, 1)).containsExactly(Draw.NOISE, Draw.MASKED_POSTERIOR);
    assertThat(Draw.order(9, Math.nextDown(1.0))).startsWith(Draw.PICTURE_POSTERIOR, Draw.NOISE);
    assertThat(Draw.order(4, 1)).startsWith(Draw.PICTURE_POSTERIOR, Draw.NOISE);
  }

  @Test
  void an_image_of_a_comfy_batch_is_the_same_wherever_it_stands() {
    Tensor whole;
    try (ComfyNoise noise = new ComfyNoise(5, 4, 4, 8, 8)) {
      whole = noise.initial();
    }
    try (ComfyNoise noise = new ComfyNoise(5, 3, 4, 8, 8)) {
      Tensor picked = noise.initial(3, 0, 3);
      for (int image : new int[] {0, 2}) {
        assertThat(picked.select(0, image).toFloats())
            .containsExactly(whole.select(0, 3).toFloats());
      }
      assertThat(picked.select(0, 1).toFloats()).containsExactly(whole.select(0, 0).toFloats());
    }
  }

  @Test
  void a_samplers_draws_go_on_where_the_initial_noise_ended() {
    try (ComfyNoise noise = new ComfyNoise(5, 1, 4, 8, 8);
        RandomStream stream = RandomStream.seeded(5)) {
      noise.initial();
      stream.normal(DType.FP32, 1, 4, 8, 8);
      assertThat(noise.following().between(2, 1).toFloats())
          .containsExactly(stream.normal(DType.FP32, 1, 4, 8, 8).toFloats());
    }
  }

  @Test
  void as_many_batch_indices_as_images_are_needed() {
    try (ComfyNoise noise = new ComfyNoise(5, 2, 4, 8, 8)) {
      assertThatThrownBy(() -> noise.initial(1)).hasMessageContaining("1 batch indices for 2");
    }
  }
}

package uncrop.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.checkpoint.CheckpointFault;
import uncrop.golden.Golden;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.parity.Vectors;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class PreviewDecoderTest {
  private static final String GOLDEN = "golden/fooocus/preview.safetensors";

  @Test
  void previews_are_fooocus() {
    try (TensorScope scope = TensorScope.open();
        Vectors golden = Vectors.open(GOLDEN);
        PreviewDecoder decoder =
            PreviewDecoder.open(Vectors.resource(GOLDEN), Placement.onCpu(Precision.FP32))) {
      double difference = Golden.difference(decoder.decode(golden.get("in")), golden.get("out"));

      System.out.printf("preview decoder: differs by %.1e%n", difference);
      assertThat(difference).isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 3, 9"})
  void latents_of_any_size_come_out_twice_as_large(int count, int height, int width) {
    try (TensorScope scope = TensorScope.open();
        PreviewDecoder decoder =
            PreviewDecoder.open(Vectors.resource(GOLDEN), Placement.onCpu(Precision.FP32))) {
      Tensor picture = decoder.decode(Tensor.zeros(DType.FP32, count, 4, height, width));

      assertThat(picture.shape()).containsExactly(count, 3, 2 * height, 2 * width);
      assertThat(scope.size()).as("tensors left behind").isEqualTo(2);
    }
  }

  @Test
  void another_network_is_one_clear_fault() {
    assertThatThrownBy(() ->
            PreviewDecoder.open(
                Vectors.resource("networks/taesd/taesd_decoder.safetensors"),
                Placement.onCpu(Precision.FP32)))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("there is no tensor conv1.weight");
  }
}

package uncrop.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.block.Trace;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.CheckpointFault;
import uncrop.golden.Golden;
import uncrop.layer.Layers;
import uncrop.layer.Precision;
import uncrop.parity.Vectors;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.Context;
import uncrop.unet.Embedding;
import uncrop.unet.UNet;

class InpaintHeadTest {
  private static final double VAE_FACTOR = 0.13025;

  @Test
  void what_it_makes_of_mask_and_picture_is_fooocus() {
    try (TensorScope scope = TensorScope.open();
        Vectors golden = Vectors.open("golden/fooocus/inpaint_model.safetensors");
        InpaintHead head = InpaintHead.open(TinyFocus.file("head64.pth"), 64)) {
      Tensor masked = golden.get("head.latent_vae_units").times(VAE_FACTOR);

      Tensor feature = head.feature(golden.get("head.latent_mask"), masked);

      double difference = Golden.difference(feature, golden.get("head.feature"));
      System.out.printf("inpaint head: differs by %.1e%n", difference);
      assertThat(difference).isLessThan(1e-4);
    }
  }

  @Test
  void a_unet_adds_it_to_its_first_convolution_for_each_of_a_batch(@TempDir Path folder)
      throws IOException {
    try (TensorScope scope = TensorScope.open();
        RandomStream random = RandomStream.seeded(3);
        Checkpoint checkpoint = TinyFocus.open(folder);
        UNet unet =
            new UNet(
                checkpoint.unet().config(),
                new Layers(checkpoint.unet().weights(), Precision.FP32))) {
      Tensor latents = random.normal(DType.FP32, 2, 4, 8, 12);
      Tensor feature = random.normal(DType.FP32, 1, 32, 8, 12);
      Context context = unet.context(random.normal(DType.FP32, 2, 77, 20));
      Tensor condition = unet.condition(random.normal(DType.FP32, 2, 1280), new double[2][6]);
      Embedding embedding = unet.embed(500, condition);
      List<float[]> first = new ArrayList<>();
      Trace keeping =
          (name, value) -> {
            if (name.equals("conv_in")) {
              first.add(value.toFloats());
            }
          };

      Tensor without = unet.apply(latents, embedding, context, null, keeping);
      Tensor with = unet.apply(latents, embedding, context, feature, keeping);

      float[] added = feature.toFloats();
      for (int i = 0; i < first.getFirst().length; i++) {
        float sum = first.getFirst()[i] + added[i % added.length];
        assertThat(first.getLast()[i]).isCloseTo(sum, within(1e-6f));
      }
      assertThat(Golden.difference(with, without)).isGreaterThan(1e-3);
      assertThat(Golden.difference(without, unet.apply(latents, embedding, context))).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fooocus_inpaint_head.pth, 320, 'its tensor head is [32, 5, 3, 3], and must be [320, 5, 3, 3]'",
    "rows.patch, 32, 'is no inpaint head: it has no tensor called head'",
    "absent.pth, 320, does not exist",
  })
  void what_is_no_head_for_the_network_is_refused(String name, int width, String problem) {
    assertThatThrownBy(() -> InpaintHead.open(TinyFocus.file(name), width))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining(problem);
  }
}

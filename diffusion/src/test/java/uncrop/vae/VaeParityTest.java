package uncrop.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.block.Trace;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.parity.Differences;
import uncrop.parity.LibtorchPlacements;
import uncrop.parity.Vectors;
import uncrop.tensor.Device;
import uncrop.tensor.TensorScope;

/** Against diffusers with the same weights, at every block. */
class VaeParityTest {
  private static final double ALLOWED = 1e-4;
  private static final String NO_NUMBERS = "Cannot copy out of meta tensor";

  @ParameterizedTest
  @EnumSource
  void every_block_gives_what_diffusers_gives(TinyVae tiny) {
    compareBlocks(tiny, Placement.onCpu(Precision.FP32));
  }

  /** Those that run on a graphics processor. */
  @ParameterizedTest
  @EnumSource
  void the_same_on_kernels_of_libtorch(TinyVae tiny) {
    LibtorchPlacements.exact().forEach(placement -> compareBlocks(tiny, placement));
  }

  /** Where there are no numbers, a network comes as far as to what it gives back. */
  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16", "FP16"})
  @SuppressWarnings("try")
  void nothing_that_it_needs_is_left_on_the_processor(Precision precision) {
    Set<String> seen = new TreeSet<>();
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = TinyVae.UNEVEN.vectors();
        Vae vae = TinyVae.UNEVEN.read(new Placement(Device.META, precision))) {
      Trace trace =
          (name, output) -> {
            assertThat(output.device()).as(name).isEqualTo(Device.META);
            assertThat(output.dtype()).as(name).isEqualTo(precision.activations());
            seen.add(name);
          };
      assertThatThrownBy(() -> vae.encode(vectors.get("in.image"), trace))
          .hasMessageContaining(NO_NUMBERS);
      assertThatThrownBy(() -> vae.decode(vectors.get("in.latent"), trace))
          .hasMessageContaining(NO_NUMBERS);
      assertThat(seen).containsAll(vectors.below("block."));
    }
  }

  @SuppressWarnings("try")
  private static void compareBlocks(TinyVae tiny, Placement placement) {
    Differences differences = new Differences(ALLOWED);
    Set<String> seen = new TreeSet<>();
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = tiny.vectors();
        Vae vae = tiny.read(placement)) {
      Trace trace =
          (name, output) -> {
            if (vectors.has("block." + name)) {
              differences.add(name, output.narrow(0, 0, 1), vectors.get("block." + name));
              seen.add(name);
            }
          };
      Moments moments = vae.encode(vectors.get("in.image"), trace);
      differences.add("mean", moments.mean(), vectors.get("out.mean"));
      differences.add("std", moments.std(), vectors.get("out.std"));
      differences.add(
          "decoded", vae.decode(vectors.get("in.latent"), trace), vectors.get("out.decoded"));
      assertThat(seen).isEqualTo(vectors.below("block."));
    }
    differences.print(tiny + " VAE, " + placement.kernels() + ", " + placement);
  }
}

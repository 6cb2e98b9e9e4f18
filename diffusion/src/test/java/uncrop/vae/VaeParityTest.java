package uncrop.vae;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.block.Trace;
import uncrop.parity.Differences;
import uncrop.parity.Vectors;
import uncrop.tensor.TensorScope;

/** Against diffusers with the same weights, at every block. */
class VaeParityTest {
  private static final double ALLOWED = 1e-4;

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try")
  void every_block_gives_what_diffusers_gives(TinyVae tiny) {
    Differences differences = new Differences(ALLOWED);
    Set<String> seen = new TreeSet<>();
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = tiny.vectors();
        Vae vae = tiny.read()) {
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
    differences.print(tiny + " VAE");
  }
}

package uncrop.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.golden.Golden;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Against torchsde 0.2.6 and k-diffusion 0.1.1.post1 on a CPU. */
class BrownianNoiseTest {
  private static final long[] SHAPE = {1, 4, 8, 8};

  private final Golden golden = Golden.tensors("parity/samplers.safetensors");
  private TensorScope scope;
  private float[] sigmas;

  @BeforeEach
  void open() {
    scope = TensorScope.open();
    sigmas = golden.get("sigmas/karras10").toFloats();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "42", "4294967301", "9223372036854775807"})
  void noise_is_torchsdes_bit_for_bit_in_whatever_order_it_is_asked_for(String seed) {
    Noise noise = BrownianNoise.of(Long.parseLong(seed), sigmas[9], sigmas[0], SHAPE);
    for (int i : new int[] {4, 0, 8, 1}) {
      assertThat(noise.between(sigmas[i], sigmas[i + 1]).toFloats())
          .as("step %d", i)
          .containsExactly(golden.get("brownian/" + seed + "/" + i).toFloats());
    }
    float middle = (float) Math.sqrt(sigmas[0] * sigmas[1]);
    assertThat(noise.between(sigmas[0], middle).toFloats())
        .containsExactly(golden.get("brownian/" + seed + "/0mid").toFloats());
  }

  @Test
  void a_batch_with_a_seed_for_each_image_has_a_path_for_each() {
    Noise noise = BrownianNoise.perImage(new long[] {42, 43}, sigmas[9], sigmas[0], 4, 8, 8);
    assertThat(noise.between(sigmas[0], sigmas[1]).toFloats())
        .containsExactly(golden.get("brownian/list-42-43/0").toFloats());
  }

  @Test
  void a_shape_that_does_not_fill_blocks_of_16_is_torchs_too() {
    Noise noise = BrownianNoise.of(42, sigmas[9], sigmas[0], 1, 4, 5, 5);
    assertThat(noise.between(sigmas[0], sigmas[1]).toFloats())
        .containsExactly(golden.get("brownian/odd-shape/0").toFloats());
  }

  @Test
  void increments_of_random_cuts_add_up_to_the_whole() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    BrownianTree tree = new BrownianTree(seed >>> 1, 0.03, 14.6, SHAPE);
    Tensor whole = tree.increment(0.03, 14.6);
    for (int i = 0; i < 20; i++) {
      double cut = 0.03 + random.nextDouble() * 14.57;
      Tensor parts = tree.increment(0.03, cut).plus(tree.increment(cut, 14.6));
      assertThat(Golden.difference(parts, whole)).as("seed %d, cut %s", seed, cut).isLessThan(1e-5);
    }
  }

  @Test
  void noise_has_mean_0_and_variance_1_whatever_the_interval() {
    Noise noise = BrownianNoise.of(1, 0.03, 14.6, 1, 4, 64, 64);
    for (float[] interval : new float[][] {{14.6f, 14.5f}, {14.6f, 0.03f}, {0.0301f, 0.03f}}) {
      Tensor drawn = noise.between(interval[0], interval[1]);
      assertThat(drawn.mean().item()).isCloseTo(0, within(0.03));
      assertThat(drawn.std().item()).isCloseTo(1, within(0.03));
    }
  }

  @Test
  void nothing_is_left_behind_but_the_noise() {
    Noise noise = BrownianNoise.of(1, 0.03, 14.6, SHAPE);
    int before = scope.size();
    for (int i = 0; i < 10; i++) {
      noise.between(14.6, 7.3).close();
    }
    assertThat(scope.size()).isEqualTo(before);
  }

  @Test
  void a_range_without_length_is_refused() {
    assertThatThrownBy(() -> BrownianNoise.of(1, 14.6, 14.6, SHAPE))
        .hasMessageContaining("no path from 14.6 to 14.6");
  }
}

package uncrop.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.fault.BadInput;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class TilingTest {
  private static final long SEED = 20_260_811;

  @Test
  void what_needs_no_surroundings_comes_out_as_without_tiles() {
    Random random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      int tile = 3 + random.nextInt(14);
      Tiling tiling = new Tiling(tile, random.nextInt(tile / 3 + 1));
      int height = 1 + random.nextInt(60);
      int width = 1 + random.nextInt(60);
      String what =
          "%s of %d x %d, seed %d, round %d".formatted(tiling, height, width, SEED, round);
      try (TensorScope scope = TensorScope.open();
          RandomStream noise = RandomStream.seeded(round)) {
        Tensor latents = noise.normal(DType.FP32, 2, 4, height, width);
        List<String> sizes = new ArrayList<>();
        Tensor tiled =
            tiling.apply(
                latents,
                1,
                8,
                4,
                part -> {
                  assertThat(part.size(2)).as(what).isBetween(1L, (long) tile);
                  assertThat(part.size(3)).as(what).isBetween(1L, (long) tile);
                  sizes.add(part.size(2) + "x" + part.size(3));
                  return part.upsampleNearest(8 * part.size(2), 8 * part.size(3));
                });
        Tensor whole = latents.upsampleNearest(8L * height, 8L * width);
        assertThat(tiled.minus(whole).abs().max().item()).as(what).isCloseTo(0, within(3e-6));
        assertThat(new HashSet<>(sizes)).as(what).hasSize(1);
        assertThat(scope.size()).as(what).isPositive();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64, 1",
    "65, 64, 2",
    "64, 112, 2",
    "112, 112, 4",
    "113, 112, 6",
    "128, 128, 9",
    "3, 500, 11"
  })
  void no_more_tiles_than_reach(int height, int width, int tiles) {
    try (TensorScope scope = TensorScope.open()) {
      int[] count = new int[1];
      Tensor latents = Tensor.zeros(DType.FP32, 1, 4, height, width);
      Tiling.DEFAULT.apply(
          latents,
          1,
          1,
          4,
          part -> {
            count[0]++;
            return part;
          });
      assertThat(count[0]).isEqualTo(tiles);
      assertThat(scope.size()).as("the latents and the result").isEqualTo(2);
    }
  }

  @Test
  void a_tile_or_an_overlap_that_cannot_be_is_refused() {
    assertThatThrownBy(() -> new Tiling(2, 0))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2");
    assertThatThrownBy(() -> new Tiling(64, 22))
        .isInstanceOf(BadInput.class)
        .hasMessage("overlap 22: must be from 0 to 21");
    assertThatThrownBy(() -> new Tiling(64, -1)).isInstanceOf(BadInput.class);
  }
}

package uncrop.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.geometry.Size;

class NearestPixelTest {
  @Test
  void every_mask_of_up_to_12_pixels_is_exact() {
    for (int width = 1; width <= 12; width++) {
      int height = 12 / width;
      for (int bits = 0; bits < 1 << width * height; bits++) {
        Mask mask = Mask.painting(new Size(width, height));
        for (int i = 0; i < width * height; i++) {
          mask.values()[i] = (bits >> i & 1) == 1 ? Mask.KEEP : Mask.PAINT;
        }
        requireExact(mask, "bits " + bits);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void random_masks_are_exact(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = 0; n < 60; n++) {
      Mask mask = Mask.painting(new Size(1 + random.nextInt(40), 1 + random.nextInt(40)));
      int rarity = 1 + random.nextInt(200);
      for (int i = 0; i < mask.values().length; i++) {
        mask.values()[i] = random.nextInt(rarity) == 0 ? Mask.KEEP : Mask.PAINT;
      }
      requireExact(mask, "seed " + seed + " case " + n);
    }
  }

  @Test
  void a_long_line_does_not_overflow() {
    Mask mask = Mask.painting(new Size(100_000, 1));
    mask.set(0, 0, Mask.KEEP);

    assertThat(NearestPixel.kept(mask).squaredDistance(99_999, 0)).isEqualTo(99_999L * 99_999);
  }

  private static void requireExact(Mask mask, String label) {
    NearestPixel kept = NearestPixel.kept(mask);
    NearestPixel painted = NearestPixel.painted(mask);
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        requireExact(mask, true, kept, x, y, label);
        requireExact(mask, false, painted, x, y, label);
      }
    }
  }

  private static void requireExact(
      Mask mask, boolean keeps, NearestPixel nearest, int x, int y, String label) {
    long least = Long.MAX_VALUE;
    for (int v = 0; v < mask.height(); v++) {
      for (int u = 0; u < mask.width(); u++) {
        if (mask.keeps(u, v) == keeps) {
          least = Math.min(least, (long) (u - x) * (u - x) + (long) (v - y) * (v - y));
        }
      }
    }
    if (nearest.squaredDistance(x, y) != least) {
      assertThat(nearest.squaredDistance(x, y)).as("%s at %d,%d", label, x, y).isEqualTo(least);
    }
    int site = nearest.at(x, y);
    if (site >= 0 && mask.keeps(site % mask.width(), site / mask.width()) != keeps) {
      throw new AssertionError(label + " names a pixel of the other kind at " + x + "," + y);
    }
  }
}

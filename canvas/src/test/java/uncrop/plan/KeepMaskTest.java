package uncrop.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;

class KeepMaskTest {
  private static final int CASES = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void only_the_visible_source_is_kept_but_for_any_share_of_a_painted_mask_pixel(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = 0; n < CASES; n++) {
      Size source = new Size(1 + random.nextInt(9), 1 + random.nextInt(9));
      Rect placed =
          new Rect(
              random.nextInt(-5, 8),
              random.nextInt(-5, 8),
              1 + random.nextInt(20),
              1 + random.nextInt(20));
      Placement placement =
          new Placement(new Size(1 + random.nextInt(20), 1 + random.nextInt(20)), placed);
      Mask user = mask(random, source);
      Mask keep = KeepMask.withoutBand(placement, Optional.of(user));
      for (int y = 0; y < keep.height(); y++) {
        for (int x = 0; x < keep.width(); x++) {
          assertThat(keep.keeps(x, y))
              .as("seed %d case %d at %d,%d", seed, n, x, y)
              .isEqualTo(placed.contains(x, y) && !sharesPaint(user, placed, x, y));
        }
      }
    }
  }

  /** Whether the areas overlap, in units of 1 / (sides of source and rectangle multiplied). */
  private static boolean sharesPaint(Mask user, Rect placed, int x, int y) {
    for (int v = 0; v < user.height(); v++) {
      for (int u = 0; u < user.width(); u++) {
        if (user.paints(u, v)
            && overlap(x - placed.x(), user.width(), u, placed.width())
            && overlap(y - placed.y(), user.height(), v, placed.height())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean overlap(int scaled, int sourceSide, int original, int placedSide) {
    return scaled * sourceSide < (original + 1) * placedSide
        && original * placedSide < (scaled + 1) * sourceSide;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_band_takes_all_kept_pixels_within_its_distance(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = 0; n < CASES; n++) {
      Mask keep = mask(random, new Size(1 + random.nextInt(15), 1 + random.nextInt(15)));
      Mask before = new Mask(keep.width(), keep.height(), keep.values().clone());
      int band = random.nextInt(5);
      Mask grown = KeepMask.withBand(keep, band);
      assertThat(keep.values()).isEqualTo(before.values());
      for (int y = 0; y < keep.height(); y++) {
        for (int x = 0; x < keep.width(); x++) {
          assertThat(grown.paints(x, y))
              .as("seed %d case %d band %d at %d,%d", seed, n, band, x, y)
              .isEqualTo(paintsWithin(keep, band, x, y));
        }
      }
    }
  }

  private static boolean paintsWithin(Mask keep, int band, int x, int y) {
    for (int v = 0; v < keep.height(); v++) {
      for (int u = 0; u < keep.width(); u++) {
        boolean near = (u - x) * (u - x) + (v - y) * (v - y) <= band * band;
        if (near && keep.paints(u, v)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Mask mask(SplittableRandom random, Size size) {
    Mask mask = Mask.keeping(size);
    for (int i = 0; i < mask.values().length; i++) {
      if (random.nextInt(12) == 0) {
        mask.values()[i] = Mask.PAINT;
      }
    }
    return mask;
  }
}

package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uncrop.geometry.Rect;

class LevelTest {
  private static final int[] STATES = {Level.UNKNOWN, Level.SOURCE, Level.SHUNNED};

  private static Level random(Random random) {
    int width = random.nextInt(1, 12);
    int height = random.nextInt(1, 12);
    int n = width * height;
    Level level = new Level(width, height, random.ints(n).toArray(), new byte[n]);
    int sources = random.nextInt(1, 20);
    for (int p = 0; p < n; p++) {
      level.known()[p] =
          random.nextInt(sources) == 0 ? (byte) STATES[random.nextInt(3)] : Level.SOURCE;
    }
    return level;
  }

  /** The pixels under a coarse one; at an odd edge the last ones stand for those beyond. */
  private static List<Integer> children(Level fine, int x, int y) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int fx = Math.min(2 * x + i % 2, fine.width() - 1);
      int fy = Math.min(2 * y + i / 2, fine.height() - 1);
      out.add(fy * fine.width() + fx);
    }
    return out;
  }

  private static double mean(Level fine, List<Integer> children, int shift) {
    return children.stream()
        .filter(p -> fine.known()[p] != Level.UNKNOWN)
        .mapToInt(p -> fine.pixels()[p] >>> shift & 255)
        .average()
        .orElse(0);
  }

  @Test
  void half_of_an_odd_side_is_rounded_up() {
    for (int width = 1; width < 8; width++) {
      Level half = new Level(width, 3, new int[width * 3], new byte[width * 3]).halved(true);

      assertThat(half.width()).isEqualTo((width + 1) / 2);
      assertThat(half.height()).isEqualTo(2);
    }
  }

  @Test
  void a_coarse_pixel_is_the_mean_of_what_is_known_under_it() {
    for (int seed = 0; seed < 200; seed++) {
      Level fine = random(new Random(seed));
      Level coarse = fine.halved(false);
      for (int p = 0; p < coarse.pixels().length; p++) {
        List<Integer> children = children(fine, p % coarse.width(), p / coarse.width());
        if (coarse.known()[p] != Level.UNKNOWN) {
          for (int shift = 0; shift < 32; shift += 8) {
            assertThat((double) (coarse.pixels()[p] >>> shift & 255))
                .as("seed %d, pixel %d, byte %d", seed, p, shift / 8)
                .isBetween(mean(fine, children, shift) - 1, mean(fine, children, shift) + 1);
          }
        }
      }
    }
  }

  @Test
  void a_coarse_pixel_is_a_source_only_if_all_under_it_are() {
    for (int seed = 0; seed < 200; seed++) {
      Level fine = random(new Random(seed));
      Level coarse = fine.halved(true);
      for (int p = 0; p < coarse.known().length; p++) {
        List<Integer> children = children(fine, p % coarse.width(), p / coarse.width());
        boolean anyUnknown = children.stream().anyMatch(c -> fine.known()[c] == Level.UNKNOWN);
        boolean allSources = children.stream().allMatch(c -> fine.known()[c] == Level.SOURCE);
        byte expected = anyUnknown ? Level.UNKNOWN : allSources ? Level.SOURCE : Level.SHUNNED;

        assertThat(coarse.known()[p]).as("seed %d, pixel %d", seed, p).isEqualTo(expected);
      }
    }
  }

  @Test
  void rough_ground_is_told_from_smooth_ground_of_the_same_colour() {
    int[] rough = {0xFF404040, 0xFFC0C0C0, 0xFFC0C0C0, 0xFF404040};
    int[] smooth = {0xFF808080, 0xFF808080, 0xFF808080, 0xFF808080};
    byte[] known = {Level.SOURCE, Level.SOURCE, Level.SOURCE, Level.SOURCE};
    int ofRough = new Level(2, 2, rough, known).halved(true).pixels()[0];
    int ofSmooth = new Level(2, 2, smooth, known).halved(true).pixels()[0];

    assertThat(ofRough & 0xFFFFFF).isEqualTo(ofSmooth & 0xFFFFFF).isEqualTo(0x808080);
    assertThat(ofSmooth >>> 24).isZero();
    assertThat(ofRough >>> 24).isGreaterThan(100);
    assertThat(Level.difference(ofRough, ofSmooth)).isGreaterThan(100);
  }

  @Test
  void the_difference_is_a_metric() {
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      int a = random.nextInt();
      int b = random.nextInt();
      int c = random.nextInt();
      assertThat(Level.difference(a, a)).isZero();
      assertThat(Level.difference(a, b)).isBetween(0, 1020).isEqualTo(Level.difference(b, a));
      assertThat(Level.difference(a, c))
          .isLessThanOrEqualTo(Level.difference(a, b) + Level.difference(b, c));
      assertThat(Level.visible(a, b))
          .isEqualTo(Level.visible(b, a))
          .isGreaterThanOrEqualTo(Level.difference(a, b));
    }
    assertThat(Level.difference(0, 0xFFFFFFFF)).isEqualTo(1020);
  }

  @Test
  void a_doubled_difference_is_more_than_twice_as_visible() {
    for (int d = 1; d < 128; d++) {
      assertThat(Level.visible(0, 2 * d)).isGreaterThanOrEqualTo(2 * Level.visible(0, d));
    }
    assertThat(Level.visible(0, 200)).isGreaterThan(2 * Level.visible(0, 100));
  }

  @Test
  void the_bounds_hold_every_source_and_touch_one_on_each_side() {
    for (int seed = 0; seed < 300; seed++) {
      Level level = random(new Random(seed));
      List<Integer> xs = new ArrayList<>();
      List<Integer> ys = new ArrayList<>();
      for (int p = 0; p < level.known().length; p++) {
        if (level.known()[p] == Level.SOURCE) {
          xs.add(p % level.width());
          ys.add(p / level.width());
        }
      }
      if (!xs.isEmpty()) {
        int x = xs.stream().min(Integer::compare).orElseThrow();
        int y = ys.stream().min(Integer::compare).orElseThrow();
        int right = xs.stream().max(Integer::compare).orElseThrow() + 1;
        int bottom = ys.stream().max(Integer::compare).orElseThrow() + 1;

        assertThat(level.bounds())
            .as("seed %d", seed)
            .isEqualTo(new Rect(x, y, right - x, bottom - y));
      }
    }
  }

  @Test
  void without_a_source_the_bounds_are_one_pixel() {
    byte[] known = new byte[12];
    Arrays.fill(known, Level.SHUNNED);

    assertThat(new Level(4, 3, new int[12], known).bounds()).isEqualTo(new Rect(0, 0, 1, 1));
  }
}

package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static Level level(int width, int height) {
    return new Level(width, height, new int[width * height], new byte[width * height]);
  }

  @Test
  void every_gap_takes_a_nearest_colour() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int width = random.nextInt(1, 12);
      int height = random.nextInt(1, 12);
      int n = width * height;
      int[] pixels = random.ints(n).toArray();
      short[] field = new short[n];
      boolean[] filled = new boolean[n];
      for (int p = 0; p < n; p++) {
        field[p] = (short) random.nextInt(-1, 3);
        filled[p] = field[p] >= 0 && random.nextInt(4) == 0;
      }
      field[random.nextInt(n)] = -1;
      int[] before = pixels.clone();
      boolean[] filledBefore = filled.clone();
      Gaps.fill(level(width, height), filled, pixels, field);

      for (int p = 0; p < n; p++) {
        if (field[p] < 0 || filledBefore[p]) {
          assertThat(pixels[p]).as("seed %d at %d", seed, p).isEqualTo(before[p]);
        } else {
          assertThat(filled[p]).as("seed %d at %d", seed, p).isTrue();
          assertThat(isNearest(p, pixels[p], width, before, field, filledBefore))
              .as("seed %d at %d", seed, p)
              .isTrue();
        }
      }
    }
  }

  /** Whether one of the coloured pixels at the least number of steps has the colour. */
  private static boolean isNearest(
      int p, int colour, int width, int[] pixels, short[] field, boolean[] filled) {
    int least = Integer.MAX_VALUE;
    boolean found = false;
    for (int q = 0; q < field.length; q++) {
      if (field[q] < 0 || filled[q]) {
        int steps = Math.abs(q % width - p % width) + Math.abs(q / width - p / width);
        boolean same = (pixels[q] | 0xFF000000) == colour;
        found = steps < least ? same : found || (steps == least && same);
        least = Math.min(least, steps);
      }
    }
    return found;
  }

  @Test
  void without_a_gap_nothing_changes() {
    int[] pixels = {1, 2, 3, 4};
    boolean[] filled = {false, true, true, false};
    Gaps.fill(level(2, 2), filled, pixels, new short[] {-1, 0, 7, -1});

    assertThat(pixels).containsExactly(1, 2, 3, 4);
    assertThat(filled).containsExactly(false, true, true, false);
  }

  @Test
  void one_colour_fills_a_whole_canvas() {
    int[] pixels = new int[900];
    short[] field = new short[900];
    pixels[437] = 0x123456;
    field[437] = -1;
    Gaps.fill(level(30, 30), new boolean[900], pixels, field);
    pixels[437] |= 0xFF000000;

    assertThat(Arrays.stream(pixels).distinct()).containsExactly(0xFF123456);
  }
}

package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MembraneTest {
  /** What the few cycles may leave unsolved, as a share of the largest correction. */
  private static final double UNSOLVED = 0.12;

  private static boolean[] randomMask(Random random, int width, int height) {
    boolean[] free = new boolean[width * height];
    double share = 0.2 + 0.7 * random.nextDouble();
    for (int p = 0; p < free.length; p++) {
      free[p] = random.nextDouble() < share;
    }
    free[random.nextInt(free.length)] = false;
    return free;
  }

  /** A picture with free margins, as a canvas is: free pixels along the canvas' edges. */
  private static boolean[] margins(Random random, int width, int height) {
    boolean[] free = new boolean[width * height];
    int left = random.nextInt(width);
    int right = random.nextInt(left, width) + 1;
    int top = random.nextInt(height);
    int bottom = random.nextInt(top, height) + 1;
    for (int p = 0; p < free.length; p++) {
      int x = p % width;
      int y = p / width;
      free[p] = x < left || x >= right || y < top || y >= bottom;
    }
    return free;
  }

  private static void fill(Random random, float[] steps) {
    for (int p = 0; p < steps.length; p++) {
      steps[p] = random.nextInt(-100, 101);
    }
  }

  @Test
  void the_correction_solves_the_equation_on_random_masks() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int width = random.nextInt(5, 15);
      int height = random.nextInt(5, 15);
      requireSolved(random, width, height, randomMask(random, width, height), "mask " + seed);
    }
  }

  @Test
  void the_correction_solves_the_equation_in_margins() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int width = random.nextInt(8, 18);
      int height = random.nextInt(8, 18);
      requireSolved(random, width, height, margins(random, width, height), "margins " + seed);
    }
  }

  @Test
  void the_correction_solves_the_equation_on_the_smallest_grids() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int width = random.nextInt(1, 5);
      int height = random.nextInt(1, 7);
      requireSolved(random, width, height, randomMask(random, width, height), "tiny " + seed);
    }
  }

  private static void requireSolved(
      Random random, int width, int height, boolean[] free, String name) {
    float screen = (float) Math.pow(0.1, 1 + 3 * random.nextDouble());
    Membrane membrane = new Membrane(width, height, free, screen);
    fill(random, membrane.steps());
    double[] expected = direct(width, height, free, screen, membrane.steps());
    float[] found = membrane.solve();

    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int p = 0; p < expected.length; p++) {
      assertThat((double) found[p])
          .as("%s: %dx%d at %d, screen %f", name, width, height, p, screen)
          .isCloseTo(expected[p], within(UNSOLVED * largest));
      if (!free[p]) {
        assertThat(found[p]).as(name).isEqualTo(0f);
      }
    }
  }

  @Test
  void no_steps_need_no_correction() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Membrane membrane = new Membrane(33, 17, randomMask(random, 33, 17), 0.001f);
      fill(random, membrane.steps());
      membrane.solve();
      Arrays.fill(membrane.steps(), 0);

      assertThat(membrane.solve()).as("seed %d", seed).containsOnly(0f);
    }
  }

  @Test
  void nothing_free_means_nothing_to_correct() {
    Membrane membrane = new Membrane(9, 5, new boolean[45], 0.01f);
    Arrays.fill(membrane.steps(), 100);

    assertThat(membrane.solve()).containsOnly(0f);
  }

  @Test
  void a_second_solution_does_not_remember_the_first() {
    Random random = new Random(5);
    boolean[] free = margins(random, 40, 30);
    Membrane used = new Membrane(40, 30, free, 0.001f);
    fill(random, used.steps());
    used.solve();
    Membrane fresh = new Membrane(40, 30, free, 0.001f);
    fill(random, fresh.steps());
    System.arraycopy(fresh.steps(), 0, used.steps(), 0, 40 * 30);

    assertThat(used.solve()).isEqualTo(fresh.solve());
  }

  @Test
  void a_correction_fades_away_from_the_border() {
    boolean[] free = new boolean[200 * 40];
    for (int p = 0; p < free.length; p++) {
      free[p] = p % 200 >= 20;
    }
    Membrane membrane = new Membrane(200, 40, free, 1 / 400f);
    for (int y = 0; y < 40; y++) {
      membrane.steps()[y * 200 + 20] = 30;
    }
    float[] e = membrane.solve();

    for (int x = 21; x < 200; x++) {
      assertThat(e[20 * 200 + x]).as("column %d", x).isLessThanOrEqualTo(e[20 * 200 + x - 1] + 1f);
    }
    assertThat(e[20 * 200 + 20]).isGreaterThan(15);
    assertThat(e[20 * 200 + 199]).isBetween(-1f, 1f);
  }

  /** Gaussian elimination of the equation as the class states it. */
  private static double[] direct(
      int width, int height, boolean[] free, float screen, float[] steps) {
    int n = width * height;
    double[][] rows = new double[n][n + 1];
    for (int p = 0; p < n; p++) {
      if (!free[p]) {
        rows[p][p] = 1;
        continue;
      }
      rows[p][p] = screen;
      rows[p][n] = steps[p];
      int x = p % width;
      int[] neighbours = {
        x > 0 ? p - 1 : -1, x + 1 < width ? p + 1 : -1, p - width, p + width < n ? p + width : -1
      };
      for (int q : neighbours) {
        if (q >= 0) {
          rows[p][p]++;
          rows[p][q]--;
        }
      }
    }
    // The matrix is diagonally dominant: no pivoting is needed.
    for (int i = 0; i < n; i++) {
      for (int k = i + 1; k < n; k++) {
        double factor = rows[k][i] / rows[i][i];
        for (int j = i; factor != 0 && j <= n; j++) {
          rows[k][j] -= factor * rows[i][j];
        }
      }
    }
    double[] out = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = rows[i][n];
      for (int j = i + 1; j < n; j++) {
        sum -= rows[i][j] * out[j];
      }
      out[i] = sum / rows[i][i];
    }
    return out;
  }
}

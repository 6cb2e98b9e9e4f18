package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UniquenessTest {
  private static final int WIDTH = 110;
  private static final int HEIGHT = 60;
  private static final int RADIUS = 7;

  /** A textured plain with bright discs at the given columns of its middle row. */
  private static Level plainWithDiscs(long seed, int... columns) {
    Random random = new Random(seed);
    Level level = new Level(WIDTH, HEIGHT, new int[WIDTH * HEIGHT], new byte[WIDTH * HEIGHT]);
    Arrays.fill(level.known(), Level.SOURCE);
    for (int p = 0; p < WIDTH * HEIGHT; p++) {
      int grey = 90 + random.nextInt(30);
      for (int column : columns) {
        if (isInDisc(p, column)) {
          grey = 220 + random.nextInt(10);
        }
      }
      level.pixels()[p] = grey * 0x010101;
    }
    return level;
  }

  private static boolean isInDisc(int p, int column) {
    int row = p / WIDTH;
    return Math.hypot(p % WIDTH - column, row - HEIGHT / 2) <= RADIUS;
  }

  private static double meanInDisc(int[] costs, int column) {
    return mean(costs, column, true);
  }

  private static double meanOutside(int[] costs, int column) {
    return mean(costs, column, false);
  }

  private static double mean(int[] costs, int column, boolean inside) {
    double sum = 0;
    int n = 0;
    for (int p = 0; p < costs.length; p++) {
      boolean farOutside = Math.abs(p % WIDTH - column) > 2 * RADIUS;
      if (inside ? isInDisc(p, column) : farOutside) {
        sum += costs[p];
        n++;
      }
    }
    return sum / n;
  }

  @Test
  void the_only_disc_on_a_plain_costs_more_than_the_plain() {
    for (int seed = 0; seed < 4; seed++) {
      int[] costs = Uniqueness.costs(plainWithDiscs(seed, 40), new SplittableRandom(seed));

      assertThat(meanInDisc(costs, 40))
          .as("seed %d", seed)
          .isGreaterThan(50)
          .isGreaterThan(10 * meanOutside(costs, 40));
    }
  }

  @Test
  void a_disc_that_has_a_likeness_costs_less_than_the_only_one() {
    for (int seed = 0; seed < 4; seed++) {
      int[] only = Uniqueness.costs(plainWithDiscs(seed, 30), new SplittableRandom(seed));
      int[] twins = Uniqueness.costs(plainWithDiscs(seed, 30, 80), new SplittableRandom(seed));

      assertThat(meanInDisc(twins, 30)).as("seed %d", seed).isLessThan(meanInDisc(only, 30) / 3);
    }
  }

  @Test
  void what_repeats_costs_nothing() {
    Level level = plainWithDiscs(1);
    Arrays.fill(level.pixels(), 0x123456);

    assertThat(Uniqueness.costs(level, new SplittableRandom(1))).containsOnly(0);
  }

  @Test
  void the_same_random_numbers_give_the_same_costs() {
    Level level = plainWithDiscs(2, 60);

    assertThat(Uniqueness.costs(level, new SplittableRandom(3)))
        .isEqualTo(Uniqueness.costs(level, new SplittableRandom(3)));
  }

  @Test
  void no_cost_is_negative_on_any_small_picture() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int width = random.nextInt(1, 24);
      int height = random.nextInt(1, 24);
      Level level = new Level(width, height, new int[width * height], new byte[width * height]);
      for (int p = 0; p < level.known().length; p++) {
        level.pixels()[p] = random.nextInt();
        level.known()[p] = (byte) random.nextInt(3);
      }

      int[] costs = Uniqueness.costs(level, new SplittableRandom(seed));

      assertThat(costs).as("seed %d", seed).hasSize(width * height);
      for (int cost : costs) {
        assertThat(cost).as("seed %d", seed).isBetween(0, Expansion.IMPOSSIBLE - 1);
      }
    }
  }
}

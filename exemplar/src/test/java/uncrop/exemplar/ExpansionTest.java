package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpansionTest {
  /** As far from each other as from any other, which makes the cost of a seam a metric. */
  private static final int[] EQUIDISTANT = {0x50000000, 0x00500000, 0x00005000, 0x00000050};

  private static final int KNOWN = 10;
  private static final int LABELS = 5;

  /** A known picture on the left, and a small painted field to the right of it. */
  private static final class Trial {
    final Level level;
    final ShiftTable table = new ShiftTable();
    final short[] field;
    final int[] pixels;
    final int[][] costs;
    final int weight;
    final Expansion expansion;

    Trial(Random random, int columns, int rows, boolean metric) {
      int width = KNOWN + columns;
      level = new Level(width, rows, new int[width * rows], new byte[width * rows]);
      field = new short[width * rows];
      pixels = new int[columns * rows];
      Arrays.fill(field, (short) -1);
      while (table.size() < LABELS) {
        boolean flipped = random.nextBoolean();
        int tx = flipped ? random.nextInt(2 * KNOWN, width + KNOWN) : -random.nextInt(3, width);
        table.number(new Shift(flipped, false, tx, random.nextInt(-1, 2)));
      }
      int n = 0;
      for (int p = 0; p < field.length; p++) {
        if (p % width < KNOWN) {
          level.known()[p] = Level.SOURCE;
          level.pixels()[p] = metric ? EQUIDISTANT[random.nextInt(4)] : random.nextInt();
        } else {
          field[p] = (short) random.nextInt(LABELS);
          pixels[n++] = p;
        }
      }
      costs = new int[LABELS][field.length];
      for (int[] ofLabel : costs) {
        Arrays.setAll(ofLabel, p -> random.nextInt(metric ? 2000 : 6000));
      }
      weight = random.nextInt(1, 4);
      expansion = new Expansion(level, table, (p, x, y, s) -> costs[s][p], weight, field);
    }

    long energy(short[] of) {
      long sum = 0;
      int width = level.width();
      for (int p = 0; p < of.length; p++) {
        if (of[p] < 0) {
          continue;
        }
        sum += costs[of[p]][p];
        if (p % width + 1 < width) {
          sum += seam(p, p + 1, of[p], of[p + 1]);
        }
        if (p + width < of.length) {
          sum += seam(p, p + width, of[p], of[p + width]);
        }
      }
      return sum;
    }

    private long seam(int p, int q, int a, int b) {
      return a == b ? 0 : (long) weight * (disagreement(p, a, b) + disagreement(q, a, b));
    }

    private int disagreement(int p, int a, int b) {
      return Expansion.disagreement(level, table, p % level.width(), p / level.width(), a, b);
    }

    /** The least energy of all fields in which each of the pixels keeps its shift or takes it. */
    long leastAfterOffering(int alpha, int[] to) {
      long best = Long.MAX_VALUE;
      for (int choice = 0; choice < 1 << to.length; choice++) {
        short[] trial = field.clone();
        for (int i = 0; i < to.length; i++) {
          trial[to[i]] = (choice >> i & 1) == 1 ? (short) alpha : trial[to[i]];
        }
        best = Math.min(best, energy(trial));
      }
      return best;
    }
  }

  @Test
  void the_energy_never_rises() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      boolean metric = random.nextBoolean();
      Trial trial = new Trial(random, random.nextInt(1, 9), random.nextInt(1, 9), metric);
      for (int offer = 0; offer < 12; offer++) {
        long before = trial.energy(trial.field);
        short[] old = trial.field.clone();
        int taken =
            trial.expansion.offer(random.nextInt(LABELS), trial.pixels, trial.pixels.length);

        assertThat(trial.energy(trial.field)).as("seed %d", seed).isLessThanOrEqualTo(before);
        assertThat(differences(old, trial.field)).as("seed %d", seed).isEqualTo(taken);
      }
    }
  }

  @Test
  void an_offer_is_taken_by_the_best_set_of_pixels() {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      Trial trial = new Trial(random, 3, 3, true);
      int alpha = random.nextInt(LABELS);
      long best = trial.leastAfterOffering(alpha, trial.pixels);
      trial.expansion.offer(alpha, trial.pixels, trial.pixels.length);

      assertThat(trial.energy(trial.field)).as("seed %d", seed).isEqualTo(best);
    }
  }

  @Test
  void two_shifts_are_laid_as_well_as_can_be_whatever_the_picture() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Trial trial = new Trial(random, 4, 3, false);
      for (int p : trial.pixels) {
        trial.field[p] = 0;
      }
      long best = trial.leastAfterOffering(1, trial.pixels);
      trial.expansion.offer(1, trial.pixels, trial.pixels.length);

      assertThat(trial.energy(trial.field)).as("seed %d", seed).isEqualTo(best);
    }
  }

  @Test
  void pixels_that_are_not_asked_keep_their_shift_and_count_at_the_seam() {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      Trial trial = new Trial(random, 5, 4, true);
      short[] old = trial.field.clone();
      int[] asked =
          Arrays.stream(trial.pixels).filter(p -> random.nextInt(3) == 0).limit(9).toArray();
      int alpha = random.nextInt(LABELS);
      long best = trial.leastAfterOffering(alpha, asked);
      // Longer than what counts, as the caller's buffer is.
      trial.expansion.offer(alpha, Arrays.copyOf(asked, asked.length + 5), asked.length);

      assertThat(trial.energy(trial.field)).as("seed %d", seed).isEqualTo(best);
      for (int p = 0; p < old.length; p++) {
        int pixel = p;
        if (Arrays.stream(asked).noneMatch(a -> a == pixel)) {
          assertThat(trial.field[p]).as("seed %d", seed).isEqualTo(old[p]);
        }
      }
    }
  }

  private static int differences(short[] a, short[] b) {
    int n = 0;
    for (int p = 0; p < a.length; p++) {
      n += a[p] == b[p] ? 0 : 1;
    }
    return n;
  }
}

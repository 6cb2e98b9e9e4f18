package uncrop.exemplar;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What each part of the picture costs as a source because it would be noticed twice: a boat, a
 * face, the one cabin on the plain. What has a likeness elsewhere (grass, water, sky) costs
 * nothing.
 */
final class Uniqueness {
  /*
   * How and why: the nearest likeness of every patch is found by PatchMatch (Barnes et al. 2009): random guesses, good
   * ones handed on to the neighbour, then searched around in shrinking circles. A likeness must lie apart, or every
   * patch would find itself. Its distance, above what is usual in this picture, is the uniqueness.
   */
  private static final int RADIUS = 3;
  private static final int SWEEPS = 4;
  private static final int USUAL_AT_LEAST = 38;
  private static final int USUAL_AT_MOST = 60;
  private static final int RANGE = 40;
  private static final int COST = 220;

  private final Level level;
  private final int apart;
  private final RandomGenerator random;
  private final int[] match;
  private final int[] distance;

  private Uniqueness(Level level, RandomGenerator random) {
    this.level = level;
    this.apart = Math.max(5, level.width() / 14);
    this.random = random;
    this.match = new int[level.pixels().length];
    this.distance = new int[level.pixels().length];
  }

  /** Cost of each source pixel as a source, 0 to 660. */
  static int[] costs(Level level, RandomGenerator random) {
    Uniqueness search = new Uniqueness(level, random);
    search.guess();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      search.sweep(sweep % 2 == 0 ? 1 : -1);
    }
    int[] costs = search.smoothed();
    int[] sorted = new int[costs.length];
    int n = 0;
    for (int p = 0; p < costs.length; p++) {
      if (level.known()[p] == Level.SOURCE) {
        sorted[n++] = costs[p];
      }
    }
    Arrays.sort(sorted, 0, n);
    int usual = n == 0 ? 0 : Math.clamp(sorted[n / 2], USUAL_AT_LEAST, USUAL_AT_MOST);
    for (int p = 0; p < costs.length; p++) {
      costs[p] = Math.clamp((long) (costs[p] - usual) * COST / RANGE, 0, 3 * COST);
    }
    return costs;
  }

  private void guess() {
    int w = level.width();
    for (int p = 0; p < distance.length; p++) {
      distance[p] = Integer.MAX_VALUE;
      if (level.known()[p] == Level.SOURCE) {
        for (int t = 0; t < 4; t++) {
          offer(p % w, p / w, random.nextInt(w), random.nextInt(level.height()));
        }
      }
    }
  }

  private void sweep(int step) {
    int w = level.width();
    for (int i = 0; i < distance.length; i++) {
      int p = step > 0 ? i : distance.length - 1 - i;
      if (level.known()[p] != Level.SOURCE) {
        continue;
      }
      int x = p % w;
      int y = p / w;
      if (level.isSource(x - step, y)) {
        int m = match[p - step];
        offer(x, y, m % w + step, m / w);
      }
      if (level.isSource(x, y - step)) {
        int m = match[p - step * w];
        offer(x, y, m % w, m / w + step);
      }
      for (int reach = w / 2; reach >= 1; reach /= 2) {
        int m = match[p];
        offer(
            x,
            y,
            m % w + random.nextInt(-reach, reach + 1),
            m / w + random.nextInt(-reach, reach + 1));
      }
    }
  }

  private void offer(int x, int y, int mx, int my) {
    if (!level.isSource(mx, my) || Math.max(Math.abs(mx - x), Math.abs(my - y)) < apart) {
      return;
    }
    int p = y * level.width() + x;
    int d = patchDistance(x, y, mx, my, distance[p]);
    if (d < distance[p]) {
      distance[p] = d;
      match[p] = my * level.width() + mx;
    }
  }

  private int patchDistance(int x, int y, int mx, int my, int worst) {
    int full = (2 * RADIUS + 1) * (2 * RADIUS + 1);
    int sum = 0;
    int count = 0;
    for (int j = -RADIUS; j <= RADIUS; j++) {
      for (int i = -RADIUS; i <= RADIUS; i++) {
        int a = level.source(x + i, y + j);
        int b = level.source(mx + i, my + j);
        if (a >= 0 && b >= 0) {
          sum += Level.difference(level.pixels()[a], level.pixels()[b]);
          count++;
        }
      }
      if (sum / full > worst) {
        return Integer.MAX_VALUE;
      }
    }
    return count * 2 < full ? Integer.MAX_VALUE : sum / count;
  }

  private int[] smoothed() {
    int w = level.width();
    int[] out = new int[distance.length];
    for (int p = 0; p < out.length; p++) {
      int sum = 0;
      int count = 0;
      for (int j = -RADIUS; j <= RADIUS; j++) {
        for (int i = -RADIUS; i <= RADIUS; i++) {
          int q = level.source(p % w + i, p / w + j);
          if (q >= 0 && distance[q] != Integer.MAX_VALUE) {
            sum += distance[q];
            count++;
          }
        }
      }
      out[p] = count == 0 ? 0 : sum / count;
    }
    return out;
  }
}

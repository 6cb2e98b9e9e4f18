package uncrop.exemplar;

import java.util.random.RandomGenerator;
import uncrop.geometry.Rect;

/**
 * A slight preference for some parts of the picture over others, by chance: another seed has
 * another taste, and so makes another picture of the same quality rather than the same picture with
 * other grain.
 */
final class Taste {
  private static final int ACROSS = 6;
  private static final int DOWN = 4;
  private static final int STRENGTH = 24;

  private final Rect bounds;
  private final double[] dislike = new double[(ACROSS + 1) * (DOWN + 1)];

  Taste(Rect bounds, RandomGenerator random) {
    this.bounds = bounds;
    for (int i = 0; i < dislike.length; i++) {
      dislike[i] = STRENGTH * random.nextDouble();
    }
  }

  /**
   * The costs with the taste added, by pixel, 0 to {@value #STRENGTH} more; outside the bounds as
   * they are.
   */
  int[] addedTo(int[] costs, int width) {
    int[] out = costs.clone();
    for (int y = bounds.y(); y < bounds.bottom(); y++) {
      for (int x = bounds.x(); x < bounds.right(); x++) {
        out[y * width + x] += (int) at(x, y);
      }
    }
    return out;
  }

  private double at(int x, int y) {
    double gx = (double) ACROSS * (x - bounds.x()) / bounds.width();
    double gy = (double) DOWN * (y - bounds.y()) / bounds.height();
    int i = (int) gx;
    int j = (int) gy;
    double fx = gx - i;
    double fy = gy - j;
    int p = j * (ACROSS + 1) + i;
    double top = (1 - fx) * dislike[p] + fx * dislike[p + 1];
    double bottom = (1 - fx) * dislike[p + ACROSS + 1] + fx * dislike[p + ACROSS + 2];
    return (1 - fy) * top + fy * bottom;
  }
}

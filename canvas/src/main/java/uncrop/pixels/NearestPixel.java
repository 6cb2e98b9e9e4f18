package uncrop.pixels;

import java.util.Arrays;

/**
 * For every pixel of a mask the nearest pixel of one kind, by exact Euclidean distance.
 *
 * <p>Takes linear time and one int a pixel. The array is shared.
 */
public final class NearestPixel {
  /*
   * Felzenszwalb & Huttenlocher, "Distance Transforms of Sampled Functions" (2012), with indices
   * instead of distances. A first pass down and up each column notes the row of the nearest site in
   * that column. A second pass along each row takes the lower envelope of the parabolas
   * dx^2 + (distance in that column)^2. Only the row is stored between the passes, and it is
   * overwritten by the answer, so the whole transform needs a single int a pixel.
   *
   * Intersections of parabolas are compared as exact integer fractions rounded down: two parabolas
   * q < v meet at s = (f(v) + v^2 - f(q) - q^2) / (2 (v - q)), and v wins for every column above s.
   */
  private static final int NONE = -1;

  private final int width;
  private final int[] index;

  private NearestPixel(int width, int[] index) {
    this.width = width;
    this.index = index;
  }

  /** Nearest pixel that the mask keeps. */
  public static NearestPixel kept(Mask mask) {
    return of(mask, true);
  }

  /** Nearest pixel that the mask paints. */
  public static NearestPixel painted(Mask mask) {
    return of(mask, false);
  }

  /** Index into the row by row pixels, or -1 if the mask has no such pixel at all. */
  public int at(int x, int y) {
    return index[y * width + x];
  }

  /** Square of the distance between the centres, or {@link Long#MAX_VALUE} if there is none. */
  public long squaredDistance(int x, int y) {
    int site = at(x, y);
    if (site == NONE) {
      return Long.MAX_VALUE;
    }
    long dx = site % width - x;
    long dy = site / width - y;
    return dx * dx + dy * dy;
  }

  private static NearestPixel of(Mask mask, boolean keeps) {
    int width = mask.width();
    int[] rows = nearestRowInColumn(mask, keeps);
    int[] columns = new int[width]; // sites of the envelope, left to right
    int[] from = new int[width]; // first column in which each of them wins
    int[] rowOf = new int[width];
    for (int y = 0; y < mask.height(); y++) {
      System.arraycopy(rows, y * width, rowOf, 0, width);
      int last = envelope(rowOf, y, columns, from);
      if (last < 0) {
        continue; // the mask has no site in any column
      }
      for (int x = width - 1; x >= 0; x--) {
        while (from[last] > x) {
          last--;
        }
        int column = columns[last];
        rows[y * width + x] = rowOf[column] * width + column;
      }
    }
    return new NearestPixel(width, rows);
  }

  private static int[] nearestRowInColumn(Mask mask, boolean keeps) {
    int width = mask.width();
    int height = mask.height();
    int[] rows = new int[Math.multiplyExact(width, height)];
    Arrays.fill(rows, NONE);
    for (int y = 0; y < height; y++) {
      for (int x = 0, i = y * width; x < width; x++, i++) {
        if (mask.keeps(x, y) == keeps) {
          rows[i] = y;
        } else if (y > 0) {
          rows[i] = rows[i - width];
        }
      }
    }
    for (int y = height - 2; y >= 0; y--) {
      for (int x = 0, i = y * width; x < width; x++, i++) {
        int below = rows[i + width];
        if (below != NONE && (rows[i] == NONE || below - y < y - rows[i])) {
          rows[i] = below;
        }
      }
    }
    return rows;
  }

  /** Fills the envelope of one row and returns the index of its last parabola, or -1. */
  private static int envelope(int[] rowOf, int y, int[] columns, int[] from) {
    int last = -1;
    for (int v = 0; v < rowOf.length; v++) {
      if (rowOf[v] == NONE) {
        continue;
      }
      long start = 0;
      while (last >= 0) {
        int q = columns[last];
        long dv = rowOf[v] - y;
        long dq = rowOf[q] - y;
        long rise = dv * dv + (long) v * v - dq * dq - (long) q * q;
        // a division takes longer than all the rest; at equal distances it can be done beforehand
        start = (dv == dq ? q + v >> 1 : Math.floorDiv(rise, 2L * (v - q))) + 1;
        if (start > from[last]) {
          break;
        }
        last--;
        start = 0;
      }
      if (start < rowOf.length) {
        last++;
        columns[last] = v;
        from[last] = (int) start;
      }
    }
    return last;
  }
}

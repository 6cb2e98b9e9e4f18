package uncrop.exemplar;

/**
 * How badly a shift continues the known picture at a pixel near it: the shift is applied to the
 * known pixels around, where it should change nothing.
 */
final class BorderCost {
  /**
   * Half the side of the patch that is compared, and how far from the border it matters, pixels.
   */
  static final int RADIUS = 3;

  /** Cost of a mean difference of 1 at the border itself. */
  private static final int WEIGHT = 24;

  /** A reflection at the border meets it without a step, but turns slanted lines back. */
  private static final int KINK = 14;

  private static final int LOST = 400;

  private final Level level;
  private final ShiftTable table;
  private final byte[] distance;

  BorderCost(Level level, ShiftTable table) {
    this.level = level;
    this.table = table;
    this.distance = distances(level);
  }

  boolean isNear(int pixel) {
    return distance[pixel] != 0;
  }

  /**
   * 0 away from the border; otherwise the mean visible difference times the weight, falling with
   * the distance.
   */
  int of(int pixel, int x, int y, int shift) {
    int d = distance[pixel];
    if (d == 0) {
      return 0;
    }
    int width = level.width();
    int[] pixels = level.pixels();
    byte[] known = level.known();
    int x0 = Math.max(0, x - RADIUS);
    int x1 = Math.min(width - 1, x + RADIUS);
    int y0 = Math.max(0, y - RADIUS);
    int y1 = Math.min(level.height() - 1, y + RADIUS);
    int sum = 0;
    int count = 0;
    for (int qy = y0; qy <= y1; qy++) {
      for (int qx = x0; qx <= x1; qx++) {
        int q = qy * width + qx;
        if (known[q] != Level.SOURCE) {
          continue;
        }
        int from = table.source(shift, qx, qy, level);
        sum += from < 0 ? kink(qx, qy, table.get(shift)) : Level.visible(pixels[q], pixels[from]);
        count++;
      }
    }
    return count == 0
        ? 0
        : (int) ((long) sum * WEIGHT * (RADIUS + 1 - d) / ((long) count * RADIUS));
  }

  /** What a reflection at the border does to structure that does not run straight into it. */
  private int kink(int x, int y, Shift mirror) {
    if (!mirror.flipX() && !mirror.flipY()) {
      return LOST;
    }
    int dx = mirror.flipX() ? (2 * x > mirror.tx() ? 2 : -2) : 0;
    int dy = mirror.flipY() ? (2 * y > mirror.ty() ? 2 : -2) : 0;
    int inner = level.source(x + dx, y + dy);
    return inner < 0
        ? LOST
        : KINK + 2 * Level.visible(level.pixels()[y * level.width() + x], level.pixels()[inner]);
  }

  /** 1 beside a source pixel, up to {@link #RADIUS}; 0 for farther and for known pixels. */
  private static byte[] distances(Level level) {
    int w = level.width();
    int h = level.height();
    byte[] known = level.known();
    byte[] out = new byte[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int p = y * w + x;
        if (known[p] == Level.SOURCE
            && (x > 0 && known[p - 1] == Level.UNKNOWN
                || x + 1 < w && known[p + 1] == Level.UNKNOWN
                || y > 0 && known[p - w] == Level.UNKNOWN
                || y + 1 < h && known[p + w] == Level.UNKNOWN)) {
          spread(level, out, x, y);
        }
      }
    }
    return out;
  }

  private static void spread(Level level, byte[] out, int x, int y) {
    for (int qy = Math.max(0, y - RADIUS); qy <= Math.min(level.height() - 1, y + RADIUS); qy++) {
      for (int qx = Math.max(0, x - RADIUS); qx <= Math.min(level.width() - 1, x + RADIUS); qx++) {
        int q = qy * level.width() + qx;
        int d = Math.max(Math.abs(qx - x), Math.abs(qy - y));
        if (level.known()[q] == Level.UNKNOWN && (out[q] == 0 || out[q] > d)) {
          out[q] = (byte) d;
        }
      }
    }
  }
}

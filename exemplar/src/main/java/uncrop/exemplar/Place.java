package uncrop.exemplar;

import uncrop.geometry.Rect;

/**
 * The sense of place: what a source costs for lying elsewhere than the pixel it paints. Up and down
 * matter (sky above, ground below), left and right hardly do.
 */
final class Place {
  private static final int STEEP = 260;
  private static final int GENTLE = 40;
  private static final int BEYOND = 400;
  private static final int SIDEWAYS = 12;

  private final Rect source;
  private final int height;
  private final int[] vertical;

  /**
   * @param source bounds of the known picture in pixels of the level
   * @param height of the level
   */
  Place(Rect source, int height) {
    this.source = source;
    this.height = height;
    this.vertical = new int[height * height];
    for (int y = 0; y < height; y++) {
      for (int sy = 0; sy < height; sy++) {
        vertical[y * height + sy] = vertical(y, sy);
      }
    }
  }

  Rect source() {
    return source;
  }

  /**
   * Cost of painting at (x, y) from (sx, sy): a few units for near places, growing faster with the
   * distance.
   */
  int cost(int x, int y, int sx, int sy) {
    int cost = vertical[y * height + sy];
    if (y >= source.y() && y < source.bottom()) {
      return cost;
    }
    int homeX = Math.clamp(x, source.x(), source.right() - 1);
    return cost + SIDEWAYS * Math.abs(sx - homeX) / source.width();
  }

  private int vertical(int y, int sy) {
    int h = source.height();
    int homeY = Math.clamp(y, source.y(), source.bottom() - 1);
    int beyond = Math.abs(y - homeY);
    int away = Math.abs(sy - homeY);
    int excess = Math.max(0, away - beyond);
    long cost = (long) STEEP * excess * excess / ((long) h * h) + (long) GENTLE * excess / h;
    // Above and below the picture its outermost rows are the best source: a hill must not grow in
    // the sky.
    return (int) (beyond == 0 ? cost : cost + (long) BEYOND * away / h);
  }

  /** How far from row y a source is looked for. */
  int reach(int y) {
    boolean outer =
        y < source.y() + source.height() / 4 || y >= source.bottom() - source.height() / 4;
    return Math.max(4, source.height() / (outer ? 2 : 4));
  }
}

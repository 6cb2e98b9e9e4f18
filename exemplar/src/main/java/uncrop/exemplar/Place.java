package uncrop.exemplar;

import uncrop.geometry.Rect;

/**
 * The sense of place: what a source costs for lying elsewhere than the pixel it paints. Up and down
 * matter (sky above, ground below), left and right hardly do.
 *
 * @param source bounds of the known picture in pixels of the level
 */
record Place(Rect source) {
  private static final int STEEP = 260;
  private static final int GENTLE = 40;
  private static final int BEYOND = 400;
  private static final int SIDEWAYS = 12;

  /**
   * Cost of painting at (x, y) from (sx, sy): a few units for near places, growing faster with the
   * distance.
   */
  int cost(int x, int y, int sx, int sy) {
    int h = source.height();
    int homeY = Math.clamp(y, source.y(), source.bottom() - 1);
    int beyond = Math.abs(y - homeY);
    int away = Math.abs(sy - homeY);
    int excess = Math.max(0, away - beyond);
    long vertical = (long) STEEP * excess * excess / ((long) h * h) + (long) GENTLE * excess / h;
    if (beyond == 0) {
      return (int) vertical;
    }
    // Above and below the picture its outermost rows are the best source: a hill must not grow in
    // the sky.
    int homeX = Math.clamp(x, source.x(), source.right() - 1);
    return (int) (vertical + (long) BEYOND * away / h)
        + SIDEWAYS * Math.abs(sx - homeX) / source.width();
  }

  /** How far from row y a source is looked for. */
  int reach(int y) {
    boolean outer =
        y < source.y() + source.height() / 4 || y >= source.bottom() - source.height() / 4;
    return Math.max(4, source.height() / (outer ? 2 : 4));
  }
}

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
  private final int[] climbs;

  /**
   * @param source bounds of the known picture in pixels of the level
   * @param height of the level
   */
  Place(Rect source, int height) {
    this.source = source;
    this.climbs = new int[height];
    long h = source.height();
    for (long rows = 0; rows < height; rows++) {
      climbs[(int) rows] = (int) (STEEP * rows * rows / (h * h) + GENTLE * rows / h);
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
    int homeY = Math.clamp(y, source.y(), source.bottom() - 1);
    int beyond = Math.abs(y - homeY);
    int away = Math.abs(sy - homeY);
    int climb = climbs[Math.max(0, away - beyond)];
    if (beyond == 0) {
      return climb;
    }
    // Above and below the picture its outermost rows are the best source: a hill must not grow in
    // the sky.
    int homeX = Math.clamp(x, source.x(), source.right() - 1);
    return climb
        + BEYOND * away / source.height()
        + SIDEWAYS * Math.abs(sx - homeX) / source.width();
  }

  /** How far from row y a source is looked for. */
  int reach(int y) {
    boolean outer =
        y < source.y() + source.height() / 4 || y >= source.bottom() - source.height() / 4;
    return Math.max(4, source.height() / (outer ? 2 : 4));
  }
}

package uncrop.exemplar;

/**
 * Fills the pixels that no shift has a source for with the nearest colour, so that nothing is ever
 * left empty.
 */
final class Gaps {
  private Gaps() {}

  /**
   * @param filled which painted pixels have a colour; all of them afterwards
   * @param pixels colours, changed in place
   * @param field not negative where a pixel is painted
   */
  static void fill(Level level, boolean[] filled, int[] pixels, short[] field) {
    int empty = 0;
    for (int p = 0; p < field.length; p++) {
      empty += field[p] >= 0 && !filled[p] ? 1 : 0;
    }
    if (empty == 0) {
      return;
    }
    int[] queue = new int[field.length];
    int n = 0;
    for (int p = 0; p < field.length; p++) {
      if (field[p] < 0 || filled[p]) {
        queue[n++] = p;
      }
    }
    for (int i = 0; i < n; i++) {
      int p = queue[i];
      for (int side = 0; side < Level.SIDES; side++) {
        int q = Level.neighbour(p, side, level.width(), field.length);
        if (q >= 0 && field[q] >= 0 && !filled[q]) {
          filled[q] = true;
          pixels[q] = pixels[p] | 0xFF000000;
          queue[n++] = q;
        }
      }
    }
  }
}

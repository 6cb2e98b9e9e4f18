package uncrop.exemplar;

import java.util.Arrays;

/**
 * Carries a field of shifts to a scale twice as fine: doubles it, aligns its pieces, and cuts their
 * seams anew.
 */
final class Refinement {
  /*
   * How and why: what a doubled shift gets wrong is at most a pixel, so each connected piece first tries the eight
   * moves around it. Inside a piece everything is a plain copy and needs no more thought; only along the seams, and
   * along the border of the picture, do pixels choose again, among the pieces that are near, by expansion moves in a
   * narrow band. The work therefore grows with the length of the seams and not with the area.
   */
  private Refinement() {}

  /**
   * @param table the shifts of the coarse field
   * @param fineTable empty; receives the shifts of the result
   * @return shift numbers by pixel of the fine level, -1 where the picture is known
   */
  static short[] refine(
      Level coarse, short[] coarseField, ShiftTable table, Level fine, ShiftTable fineTable) {
    short[] field = doubled(coarse, coarseField, table, fine, fineTable);
    BorderCost border = new BorderCost(fine, fineTable);
    new Pieces(fine, fineTable, border, field).align();
    new SeamBand(fine, fineTable, border, field).cut();
    return field;
  }

  private static short[] doubled(
      Level coarse, short[] coarseField, ShiftTable table, Level fine, ShiftTable fineTable) {
    int[] numbers = new int[table.size()];
    Arrays.fill(numbers, -1);
    short[] field = new short[fine.pixels().length];
    for (int y = 0; y < fine.height(); y++) {
      for (int x = 0; x < fine.width(); x++) {
        int p = y * fine.width() + x;
        int c = coarseField[y / 2 * coarse.width() + x / 2];
        if (fine.known()[p] != Level.UNKNOWN || c < 0) {
          field[p] = -1;
          continue;
        }
        if (numbers[c] < 0) {
          numbers[c] = fineTable.number(table.get(c).doubled());
        }
        field[p] = (short) numbers[c];
      }
    }
    return field;
  }
}

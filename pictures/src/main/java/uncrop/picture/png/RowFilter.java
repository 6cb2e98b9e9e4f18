package uncrop.picture.png;

/**
 * Predicts the bytes of a row from their neighbours, by whichever of the five filters leaves the
 * least (PNG 9.2; the choice by the sum of absolute differences is that of PNG 12.7).
 */
final class RowFilter {
  /*
   * All five are computed, each in a loop over ints that has no jump and nothing but additions,
   * shifts and absolute values: such loops the JIT compiler turns into vector instructions, eight
   * bytes of the row at a time and more. Loops over bytes, or with a jump, it leaves as they are,
   * which is several times as slow even if only the best filter is computed.
   */
  private static final int NONE = 0;
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int AVERAGE = 3;
  private static final int PAETH = 4;

  private final int channels;
  private final int rowBytes;
  private final int[][] residuals; // (filter, byte); their low 8 bits count
  private final int[] left;
  private final int[] over;
  private final int[] corner;

  RowFilter(int channels, int rowBytes) {
    this.channels = channels;
    this.rowBytes = rowBytes;
    this.residuals = new int[PAETH + 1][rowBytes];
    this.left = new int[rowBytes];
    this.over = new int[rowBytes];
    this.corner = new int[rowBytes];
  }

  /**
   * Writes the filter's number and the residual.
   *
   * @param row 0 to 255, its first byte at {@code channels}, zeros before
   * @param above the row above in the same layout, zeros for the first row
   */
  void filter(int[] row, int[] above, byte[] out, int at) {
    System.arraycopy(row, channels, residuals[NONE], 0, rowBytes);
    System.arraycopy(row, 0, left, 0, rowBytes);
    System.arraycopy(above, channels, over, 0, rowBytes);
    System.arraycopy(above, 0, corner, 0, rowBytes);
    sub(residuals[NONE], left, residuals[SUB]);
    sub(residuals[NONE], over, residuals[UP]);
    average(residuals[NONE], left, over, residuals[AVERAGE]);
    paeth(residuals[NONE], left, over, corner, residuals[PAETH]);
    int best = NONE;
    int least = magnitude(residuals[NONE]);
    for (int filter = SUB; filter <= PAETH; filter++) {
      int sum = magnitude(residuals[filter]);
      if (sum < least) {
        least = sum;
        best = filter;
      }
    }
    out[at] = (byte) best;
    narrow(residuals[best], out, at + 1);
  }

  private static void sub(int[] it, int[] neighbour, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = it[i] - neighbour[i];
    }
  }

  private static void average(int[] it, int[] left, int[] over, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = it[i] - (left[i] + over[i] >> 1);
    }
  }

  /** Of left, over and corner the one nearest to left + over - corner (PNG 9.4). */
  private static void paeth(int[] it, int[] left, int[] over, int[] corner, int[] out) {
    for (int i = 0; i < out.length; i++) {
      int a = left[i];
      int b = over[i];
      int c = corner[i];
      int toLeft = Math.abs(b - c);
      int toOver = Math.abs(a - c);
      int toCorner = Math.abs(a + b - 2 * c);
      // the sign of a difference, as a mask of 32 bits, chooses without a jump
      int fromOver = toOver - toLeft >> 31;
      int nearer = a ^ (a ^ b) & fromOver;
      int fromCorner = toCorner - Math.min(toLeft, toOver) >> 31;
      out[i] = it[i] - (nearer ^ (nearer ^ c) & fromCorner);
    }
  }

  /** The sum of what the bytes are as signed numbers, without their signs. */
  private static int magnitude(int[] residual) {
    int sum = 0;
    for (int i = 0; i < residual.length; i++) {
      sum += Math.abs(residual[i] << 24 >> 24);
    }
    return sum;
  }

  private static void narrow(int[] residual, byte[] out, int at) {
    for (int i = 0; i < residual.length; i++) {
      out[at + i] = (byte) residual[i];
    }
  }
}

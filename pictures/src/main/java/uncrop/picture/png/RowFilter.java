package uncrop.picture.png;

/**
 * Predicts the bytes of a row from their neighbours, by whichever of the five filters leaves the
 * least (PNG 9.2; the choice by the sum of absolute differences is that of PNG 12.7).
 */
final class RowFilter {
  private static final int NONE = 0;
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int AVERAGE = 3;
  private static final int PAETH = 4;

  private final int channels;
  private final byte[][] residuals; // (filter, byte of the row)

  RowFilter(int channels, int rowBytes) {
    this.channels = channels;
    residuals = new byte[5][rowBytes];
  }

  /**
   * Writes the filter's number and the residual.
   *
   * @param row with its first byte at {@code channels}, zeros before
   * @param above the row above in the same layout, zeros for the first row
   */
  void filter(byte[] row, byte[] above, byte[] out, int at) {
    int best = NONE;
    long least = Long.MAX_VALUE;
    for (int filter = NONE; filter <= PAETH; filter++) {
      predict(filter, row, above, residuals[filter]);
      long sum = magnitude(residuals[filter]);
      if (sum < least) {
        least = sum;
        best = filter;
      }
    }
    out[at] = (byte) best;
    System.arraycopy(residuals[best], 0, out, at + 1, residuals[best].length);
  }

  private void predict(int filter, byte[] row, byte[] above, byte[] residual) {
    int n = residual.length;
    int c = channels;
    switch (filter) {
      case NONE -> System.arraycopy(row, c, residual, 0, n);
      case SUB -> {
        for (int i = 0; i < n; i++) {
          residual[i] = (byte) (row[i + c] - row[i]);
        }
      }
      case UP -> {
        for (int i = 0; i < n; i++) {
          residual[i] = (byte) (row[i + c] - above[i + c]);
        }
      }
      case AVERAGE -> {
        for (int i = 0; i < n; i++) {
          residual[i] = (byte) (row[i + c] - ((row[i] & 255) + (above[i + c] & 255) >> 1));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          int p = paeth(row[i] & 255, above[i + c] & 255, above[i] & 255);
          residual[i] = (byte) (row[i + c] - p);
        }
      }
    }
  }

  /** Of left, above and above left the one nearest to left + above - above left (PNG 9.4). */
  private static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }

  private static long magnitude(byte[] residual) {
    int sum = 0;
    for (byte b : residual) {
      sum += Math.abs(b);
    }
    return sum;
  }
}

package uncrop.pillow;

/**
 * Blurs one channel of a picture exactly as Pillow does with {@code ImageFilter.BoxBlur} of a whole
 * radius (Pillow 13, {@code src/libImaging/BoxBlur.c}).
 */
public final class PillowBoxBlur {
  /*
   * Each level becomes the mean of the 2 r + 1 around it, along rows and then along columns; between
   * the two it is rounded to 8 bits. Beyond the edge the outermost level repeats. The sum slides
   * along, so a radius of 512 costs what one of 3 does.
   *
   * The mean is a product with 1 / (2 r + 1) in 24 bits behind the point; what that lacks to 1 goes to
   * the two levels just outside of the box. It shows in a level or two, and equality is the task.
   *
   * With 8 bits before the point all of that fits into the 32 bits of an int, taken as unsigned.
   *
   * Columns are summed for a whole row at once: each row is read and written in order, and the loop
   * over it has no dependence from one column to the next, so that it is done in vectors.
   */
  private static final int FRACTION_BITS = 24;
  private static final int HALF = 1 << FRACTION_BITS - 1;

  private final int width;
  private final int height;
  private final byte[] between;
  private final int[] sums;

  /** For any number of channels of this size; one thread at a time. */
  public PillowBoxBlur(int width, int height) {
    this.width = width;
    this.height = height;
    between = new byte[Math.multiplyExact(width, height)];
    sums = new int[width];
  }

  /**
   * @param levels width x height, row by row, 0 to 255
   * @param radius at least 1, at most 4096; may be larger than the picture
   * @param blurred where to; may be levels itself
   */
  public void blur(byte[] levels, int radius, byte[] blurred) {
    int box = 2 * radius + 1;
    int weight = (1 << FRACTION_BITS) / box;
    int outside = ((1 << FRACTION_BITS) - weight * box) / 2;
    for (int y = 0; y < height; y++) {
      alongRow(levels, y * width, radius, weight, outside);
    }
    alongColumns(radius, weight, outside, blurred);
  }

  private void alongRow(byte[] levels, int start, int radius, int weight, int outside) {
    int last = width - 1;
    int sum = (radius + 1) * (levels[start] & 255);
    for (int x = 1; x <= radius; x++) {
      sum += levels[start + Math.min(x, last)] & 255;
    }
    for (int x = 0; x < width; x++) {
      int before = levels[start + Math.max(x - radius - 1, 0)] & 255;
      int after = levels[start + Math.min(x + radius + 1, last)] & 255;
      between[start + x] =
          (byte) (sum * weight + (before + after) * outside + HALF >>> FRACTION_BITS);
      sum += after - (levels[start + Math.max(x - radius, 0)] & 255);
    }
  }

  private void alongColumns(int radius, int weight, int outside, byte[] blurred) {
    for (int x = 0; x < width; x++) {
      sums[x] = (radius + 1) * (between[x] & 255);
    }
    for (int y = 1; y <= radius; y++) {
      int row = row(y);
      for (int x = 0; x < width; x++) {
        sums[x] += between[row + x] & 255;
      }
    }
    for (int y = 0; y < height; y++) {
      int to = row(y);
      int beyond = row(y - radius - 1);
      int leaving = row(y - radius);
      int entering = row(y + radius + 1);
      for (int x = 0; x < width; x++) {
        int after = between[entering + x] & 255;
        int outer = ((between[beyond + x] & 255) + after) * outside;
        blurred[to + x] = (byte) (sums[x] * weight + outer + HALF >>> FRACTION_BITS);
        sums[x] += after - (between[leaving + x] & 255);
      }
    }
  }

  /** Where a row begins; those beyond the edge are the outermost. */
  private int row(int y) {
    return Math.clamp(y, 0, height - 1) * width;
  }
}

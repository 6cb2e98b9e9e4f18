package uncrop.pixels;

import java.util.Arrays;
import uncrop.geometry.Size;

/** One byte a pixel, row by row: 255 keeps the pixel, 0 paints it. Mutable, the array is shared. */
public final class Mask {
  public static final byte KEEP = (byte) 255;
  public static final byte PAINT = 0;

  private final int width;
  private final int height;
  private final byte[] values;

  public Mask(int width, int height, byte[] values) {
    if (width < 1 || height < 1 || values.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException(
          width + "x" + height + " does not fit " + values.length + " values");
    }
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /** A mask that paints everything. */
  public static Mask painting(Size size) {
    return new Mask(
        size.width(), size.height(), new byte[Math.multiplyExact(size.width(), size.height())]);
  }

  /** A mask that keeps everything. */
  public static Mask keeping(Size size) {
    Mask mask = painting(size);
    Arrays.fill(mask.values, KEEP);
    return mask;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public byte[] values() {
    return values;
  }

  public boolean keeps(int x, int y) {
    return values[y * width + x] != PAINT;
  }

  public boolean paints(int x, int y) {
    return values[y * width + x] == PAINT;
  }

  public void set(int x, int y, byte value) {
    values[y * width + x] = value;
  }

  /** How many pixels are painted. */
  public int painted() {
    int n = 0;
    for (byte v : values) {
      if (v == PAINT) {
        n++;
      }
    }
    return n;
  }
}

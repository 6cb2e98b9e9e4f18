package uncrop.pixels;

import uncrop.geometry.Size;

/**
 * A picture in memory: 8 bits a channel, not premultiplied, one {@code 0xAARRGGBB} int a pixel, row
 * by row from the top left. The numbers are those of the file (its own colour profile), never
 * converted.
 *
 * <p>Mutable, and the array is shared, because a picture may be hundreds of megabytes: whoever
 * receives a raster to read does not write to it.
 */
public final class Raster {
  private final int width;
  private final int height;
  private final int[] argb;

  public Raster(int width, int height) {
    this(width, height, new int[Math.multiplyExact(width, height)]);
  }

  public Raster(int width, int height, int[] argb) {
    if (width < 1 || height < 1 || argb.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException(
          width + "x" + height + " does not fit " + argb.length + " pixels");
    }
    this.width = width;
    this.height = height;
    this.argb = argb;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public Size size() {
    return new Size(width, height);
  }

  /** The pixels themselves, not a copy. */
  public int[] argb() {
    return argb;
  }

  public int at(int x, int y) {
    return argb[y * width + x];
  }

  public void set(int x, int y, int value) {
    argb[y * width + x] = value;
  }

  public Raster copy() {
    return new Raster(width, height, argb.clone());
  }
}

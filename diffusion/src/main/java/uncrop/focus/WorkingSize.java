package uncrop.focus;

import uncrop.geometry.Size;

/** At which size a model works on a part of a canvas: about the one that it was trained at. */
public final class WorkingSize {
  /*
   * The way there shows in the result, since each round of scaling rounds to multiples of 64. Fooocus
   * enlarges small parts four times by a network before; we do not, and still start from that size.
   */
  private static final int GRID = 64;
  private static final int SUPER_RESOLUTION = 4;
  private static final int MOST_ROUNDS = 256;

  private WorkingSize() {}

  /**
   * Of about the area that the model was trained at and about the shape of the part. Where Fooocus
   * would leave a part of fitting area as it is, with sides that are not multiples of 64, they are
   * rounded here.
   *
   * @param part size in pixels, of any shape
   * @param side of the square that the model was trained at, a multiple of 64: 512, 1024
   * @return both sides multiples of 64
   */
  public static Size of(Size part, int side) {
    if (side < GRID || side % GRID != 0) {
      throw new IllegalArgumentException("a model's side is a multiple of 64, not " + side);
    }
    boolean small = ceiling(part) < side;
    return fitted(small ? times(part, SUPER_RESOLUTION) : part, side);
  }

  /** Scaled until its area fits. */
  static Size fitted(Size part, int side) {
    Size size = part;
    for (int round = 0; round < MOST_ROUNDS && ceiling(size) != side; round++) {
      size = scaled(size, (double) side / ceiling(size));
    }
    return scaled(size, 1);
  }

  /** The side of a square of the same area, rounded up to a multiple of 64. */
  static int ceiling(Size size) {
    return (int) Math.ceil(Math.sqrt((double) size.height() * size.width()) / GRID) * GRID;
  }

  private static Size times(Size size, int factor) {
    return new Size(size.width() * factor, size.height() * factor);
  }

  private static Size scaled(Size size, double factor) {
    return new Size(onGrid(size.width() * factor), onGrid(size.height() * factor));
  }

  /** To the nearest multiple, halves to the even one; Fooocus fails where that is 0. */
  private static int onGrid(double pixels) {
    return Math.max(1, (int) Math.rint(pixels / GRID)) * GRID;
  }
}

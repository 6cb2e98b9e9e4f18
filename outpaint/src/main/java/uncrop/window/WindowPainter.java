package uncrop.window;

import uncrop.geometry.Size;
import uncrop.pixels.Raster;

/** A model that paints one window of its own size. */
public interface WindowPainter {
  /** Rounding sides to multiples may make a picture this much larger than asked for. */
  double SLACK = 1.25;

  /** The side of a square with as many pixels as the model likes to see; a multiple of 64. */
  int side();

  /** Both sides of a window are multiples of this, which is one of 8. */
  int multiple();

  /** Whether a picture of this size is not too large to be seen at once. */
  default boolean sees(Size picture) {
    return picture.area() <= SLACK * side() * side();
  }

  /**
   * Whether it can start from what is already painted and only refine it. If not, a finer level
   * keeps the colours of the coarser one and takes its detail from the model.
   */
  boolean refines();

  /**
   * Paints.
   *
   * @throws uncrop.fault.Cancelled as the listener says
   */
  Raster paint(Window window, WindowListener listener);

  /** The nearest size of a window that this can paint, no smaller than asked for. */
  default Size fitting(Size size) {
    int step = multiple();
    return new Size(
        Math.ceilDiv(size.width(), step) * step, Math.ceilDiv(size.height(), step) * step);
  }
}

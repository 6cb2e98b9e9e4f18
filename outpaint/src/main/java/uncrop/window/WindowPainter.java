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

  /**
   * How large windows over a picture are: all of it if it can be seen at once, else as much as can,
   * of a shape that fits.
   */
  default Size window(Size picture) {
    Size whole = fitting(picture);
    long pixels = (long) side() * side();
    if (whole.area() <= SLACK * pixels) {
      return whole;
    }
    int narrow = Math.min(side(), Math.min(whole.width(), whole.height()));
    int wide = (int) Math.min(pixels / narrow, 2L * side()) / multiple() * multiple();
    return fitting(
        whole.width() < whole.height() ? new Size(narrow, wide) : new Size(wide, narrow));
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

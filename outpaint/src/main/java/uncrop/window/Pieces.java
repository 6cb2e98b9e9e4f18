package uncrop.window;

import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/** Parts of pictures and masks, and their way back. */
final class Pieces {
  private Pieces() {}

  /** The picture itself where the part is all of it: large ones are not copied for nothing. */
  static Raster of(Raster whole, Rect part) {
    if (part.equals(new Rect(0, 0, whole.width(), whole.height()))) {
      return whole;
    }
    Raster piece = new Raster(part.width(), part.height());
    for (int y = 0; y < part.height(); y++) {
      System.arraycopy(
          whole.argb(),
          (part.y() + y) * whole.width() + part.x(),
          piece.argb(),
          y * part.width(),
          part.width());
    }
    return piece;
  }

  /** The mask itself where the part is all of it. */
  static Mask of(Mask whole, Rect part) {
    if (part.equals(new Rect(0, 0, whole.width(), whole.height()))) {
      return whole;
    }
    Mask piece = Mask.painting(new Size(part.width(), part.height()));
    for (int y = 0; y < part.height(); y++) {
      System.arraycopy(
          whole.values(),
          (part.y() + y) * whole.width() + part.x(),
          piece.values(),
          y * part.width(),
          part.width());
    }
    return piece;
  }

  /** Puts a piece back, where its hole is. */
  static void put(Raster piece, Mask hole, Raster whole, Rect part) {
    for (int y = 0; y < part.height(); y++) {
      for (int x = 0; x < part.width(); x++) {
        if (hole.paints(x, y)) {
          whole.set(part.x() + x, part.y() + y, piece.at(x, y));
        }
      }
    }
  }

  /**
   * A hole in another size. Smaller, a pixel belongs to it as soon as anything under it does, so
   * that what is kept is known for certain.
   */
  static Mask scaled(Mask hole, Size size) {
    if (size.width() == hole.width() && size.height() == hole.height()) {
      return hole;
    }
    Mask scaled = Mask.keeping(size);
    for (int y = 0; y < size.height(); y++) {
      int top = (int) ((long) y * hole.height() / size.height());
      int bottom = end(y, hole.height(), size.height());
      for (int x = 0; x < size.width(); x++) {
        int left = (int) ((long) x * hole.width() / size.width());
        int right = end(x, hole.width(), size.width());
        if (paintsAny(hole, new Rect(left, top, right - left, bottom - top))) {
          scaled.set(x, y, Mask.PAINT);
        }
      }
    }
    return scaled;
  }

  private static int end(int i, int from, int to) {
    return (int) Math.ceilDiv((i + 1L) * from, to);
  }

  private static boolean paintsAny(Mask hole, Rect part) {
    for (int y = part.y(); y < part.bottom(); y++) {
      for (int x = part.x(); x < part.right(); x++) {
        if (hole.paints(x, y)) {
          return true;
        }
      }
    }
    return false;
  }
}

package uncrop.pad;

import org.jspecify.annotations.Nullable;
import uncrop.engine.PaintListener;
import uncrop.geometry.Rect;
import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;
import uncrop.pixels.Raster;

/**
 * Reflects the kept pixels across the sides of the rectangle around them, over and over where the
 * margin is wider than the rectangle. The pixel beside the border repeats the border's.
 *
 * <p>A painted pixel within that rectangle (a hole) is reflected across the nearest kept pixel, or
 * takes that pixel's colour if the reflection is not kept either.
 */
record Mirror() implements Fill {
  @Override
  public void paint(Mask mask, Raster picture, PaintListener listener) {
    paint(mask, picture, listener, 1);
  }

  /**
   * @param end share of the whole painting that is done afterwards
   */
  void paint(Mask mask, Raster picture, PaintListener listener, double end) {
    listener.progress("measuring", 0);
    Rect kept = boundsOfKept(mask);
    NearestPixel nearest = hasHole(mask, kept) ? NearestPixel.kept(mask) : null;
    for (int y = 0; y < mask.height(); y++) {
      Rows.report(listener, "mirroring", y, mask.height(), end / 2, end);
      int fromY = kept.y() + reflect(y - kept.y(), kept.height());
      for (int x = 0; x < mask.width(); x++) {
        if (mask.paints(x, y)) {
          int fromX = kept.x() + reflect(x - kept.x(), kept.width());
          picture.set(x, y, colour(mask, picture, nearest, fromX, fromY));
        }
      }
    }
    listener.progress("mirroring", end);
  }

  private static int colour(
      Mask mask, Raster picture, @Nullable NearestPixel nearest, int x, int y) {
    if (nearest == null || mask.keeps(x, y)) {
      return picture.at(x, y);
    }
    int site = nearest.at(x, y);
    int siteX = site % mask.width();
    int siteY = site / mask.width();
    int beyondX = siteX + inward(siteX - x);
    int beyondY = siteY + inward(siteY - y);
    boolean usable =
        beyondX >= 0
            && beyondY >= 0
            && beyondX < mask.width()
            && beyondY < mask.height()
            && mask.keeps(beyondX, beyondY);
    return usable ? picture.at(beyondX, beyondY) : picture.at(siteX, siteY);
  }

  /** One step less than the distance to the border pixel, so that this one itself is repeated. */
  private static int inward(int distance) {
    return distance - Integer.signum(distance);
  }

  private static int reflect(int position, int length) {
    int phase = Math.floorMod(position, 2L * length) < length ? 0 : 1;
    int offset = Math.floorMod(position, length);
    return phase == 0 ? offset : length - 1 - offset;
  }

  private static Rect boundsOfKept(Mask mask) {
    int left = mask.width();
    int right = 0;
    int top = mask.height();
    int bottom = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.keeps(x, y)) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = y + 1;
        }
      }
    }
    return new Rect(left, top, right - left, bottom - top);
  }

  private static boolean hasHole(Mask mask, Rect kept) {
    for (int y = kept.y(); y < kept.bottom(); y++) {
      for (int x = kept.x(); x < kept.right(); x++) {
        if (mask.paints(x, y)) {
          return true;
        }
      }
    }
    return false;
  }
}

package uncrop.plan;

import java.util.Arrays;
import java.util.Optional;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;

/** Canvas-sized masks of what a plan keeps. */
public final class KeepMask {
  private KeepMask() {}

  /** Keeps what the placement keeps but for what the user's mask paints; knows no band. */
  public static Mask withoutBand(Placement placement, Optional<Mask> userMask) {
    Mask keep = Mask.painting(placement.canvas());
    Rect kept = placement.kept();
    if (kept.isEmpty()) {
      return keep;
    }
    for (int y = kept.y(); y < kept.bottom(); y++) {
      int row = y * keep.width();
      Arrays.fill(keep.values(), row + kept.x(), row + kept.right(), Mask.KEEP);
    }
    userMask.ifPresent(user -> paintOver(keep, placement, user));
    return keep;
  }

  /**
   * The same with the band taken out as well: a kept pixel goes if its centre is at most so many
   * pixels away from that of a painted one. Engines paint all that this mask paints.
   *
   * @param withoutBand is not changed
   */
  public static Mask withBand(Mask withoutBand, int band) {
    if (band == 0) {
      return withoutBand;
    }
    Mask grown = new Mask(withoutBand.width(), withoutBand.height(), withoutBand.values().clone());
    NearestPixel painted = NearestPixel.painted(withoutBand);
    long reach = (long) band * band;
    for (int y = 0; y < grown.height(); y++) {
      for (int x = 0; x < grown.width(); x++) {
        if (painted.squaredDistance(x, y) <= reach) {
          grown.set(x, y, Mask.PAINT);
        }
      }
    }
    return grown;
  }

  /** A canvas pixel is painted if it shares any area with a painted pixel of the (scaled) mask. */
  private static void paintOver(Mask keep, Placement placement, Mask user) {
    Rect source = placement.source();
    Rect visible = placement.visible();
    for (int y = visible.y(); y < visible.bottom(); y++) {
      int top = first(y - source.y(), user.height(), source.height());
      int bottom = end(y - source.y(), user.height(), source.height());
      for (int x = visible.x(); x < visible.right(); x++) {
        int left = first(x - source.x(), user.width(), source.width());
        int right = end(x - source.x(), user.width(), source.width());
        if (paintsAny(user, left, top, right, bottom)) {
          keep.set(x, y, Mask.PAINT);
        }
      }
    }
  }

  private static int first(int scaled, int from, int to) {
    return (int) ((long) scaled * from / to);
  }

  private static int end(int scaled, int from, int to) {
    return (int) (((scaled + 1L) * from + to - 1) / to);
  }

  private static boolean paintsAny(Mask user, int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if (user.paints(x, y)) {
          return true;
        }
      }
    }
    return false;
  }
}

package uncrop.compose;

import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;
import uncrop.pixels.Raster;

/** Puts what an engine painted and what the plan keeps together. */
public final class Compositor {
  /*
   * The kept pixels are copied as whole ints after everything else, so no arithmetic can touch them:
   * not their alpha, nor the colour that hides under alpha 0.
   *
   * Before that, in this order: a step in colour along the border is faded into the painted side;
   * painted pixels take the alpha of the nearest pixel of the source, so that what is transparent at
   * the border stays transparent beyond it; within the band painted pixels turn into source pixels
   * along a smooth ramp.
   *
   * One nearest-pixel transform (4 bytes a pixel) is made at a time and dropped before the next.
   */
  private static final int OPAQUE = 0xFF000000;

  private final boolean matchSeam;
  private final boolean continueAlpha;

  /**
   * @param matchSeam whether a step in colour along the border is faded into the painted side
   * @param continueAlpha whether painted pixels take their alpha from the nearest kept pixel
   */
  public Compositor(boolean matchSeam, boolean continueAlpha) {
    this.matchSeam = matchSeam;
    this.continueAlpha = continueAlpha;
  }

  /**
   * Turns the engine's picture into the finished one.
   *
   * @param painted canvas-sized; read where the layout paints, overwritten
   */
  public void compose(Layout layout, Raster painted) {
    if (matchSeam) {
      SeamMatch.apply(layout, painted);
    }
    if (continueAlpha) {
      continueAlpha(layout, painted);
    }
    if (layout.band() > 0) {
      BandRamp.mix(layout, painted);
    }
    int[] to = painted.argb();
    int[] from = layout.canvas().argb();
    byte[] keep = layout.keep().values();
    byte[] toPaint = layout.toPaint().values();
    for (int i = 0; i < to.length; i++) {
      if (toPaint[i] != Mask.PAINT) {
        to[i] = from[i];
      } else if (keep[i] == Mask.PAINT && to[i] >>> 24 == 0) {
        to[i] = 0; // colours that nobody sees only make files larger
      }
    }
  }

  private static void continueAlpha(Layout layout, Raster painted) {
    Mask keep = layout.keep();
    if (!hasTransparentBorder(layout)) {
      for (int i = 0; i < painted.argb().length; i++) {
        painted.argb()[i] |= OPAQUE;
      }
      return;
    }
    NearestPixel kept = NearestPixel.kept(keep);
    int[] source = layout.canvas().argb();
    for (int y = 0; y < painted.height(); y++) {
      for (int x = 0; x < painted.width(); x++) {
        if (keep.paints(x, y)) {
          int alpha = source[kept.at(x, y)] & OPAQUE;
          painted.set(x, y, painted.at(x, y) & ~OPAQUE | alpha);
        }
      }
    }
  }

  /** Whether any kept pixel beside a painted one is not opaque. */
  private static boolean hasTransparentBorder(Layout layout) {
    Mask keep = layout.keep();
    for (int y = 0; y < keep.height(); y++) {
      for (int x = 0; x < keep.width(); x++) {
        if (keep.keeps(x, y) && layout.canvas().at(x, y) >>> 24 != 255 && onBorder(keep, x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean onBorder(Mask mask, int x, int y) {
    return (x > 0 && mask.paints(x - 1, y))
        || (x + 1 < mask.width() && mask.paints(x + 1, y))
        || (y > 0 && mask.paints(x, y - 1))
        || (y + 1 < mask.height() && mask.paints(x, y + 1));
  }
}

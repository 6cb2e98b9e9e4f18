package uncrop.compose;

import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;
import uncrop.pixels.Raster;

/** Turns painted pixels into source pixels across the transition band. */
final class BandRamp {
  private static final int OPAQUE = 0xFF000000;

  private BandRamp() {}

  /** Mixes by distance from what is painted; the alpha within the band is the source's own. */
  static void mix(Layout layout, Raster painted) {
    Mask keep = layout.keep();
    NearestPixel outside = NearestPixel.painted(keep);
    for (int y = 0; y < painted.height(); y++) {
      for (int x = 0; x < painted.width(); x++) {
        if (keep.keeps(x, y) && layout.toPaint().paints(x, y)) {
          double t = Math.sqrt(outside.squaredDistance(x, y)) / (layout.band() + 1);
          double sourceShare = t * t * (3 - 2 * t);
          painted.set(x, y, mix(painted.at(x, y), layout.canvas().at(x, y), sourceShare));
        }
      }
    }
  }

  private static int mix(int painted, int source, double sourceShare) {
    int mixed = source & OPAQUE;
    for (int shift = 0; shift <= 16; shift += 8) {
      double p = painted >> shift & 0xFF;
      double s = source >> shift & 0xFF;
      mixed |= (int) Math.round(p + (s - p) * sourceShare) << shift;
    }
    return mixed;
  }
}

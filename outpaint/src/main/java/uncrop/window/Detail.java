package uncrop.window;

import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/** Colours of a coarse painting with the detail of a fine one. */
final class Detail {
  /*
   * A model that cannot be told to refine paints each window of a finer level anew, knowing less of
   * the picture than the coarse level did: large holes lose their composition. So what is wide is
   * taken from the coarse painting, and only what is narrower than a box is taken from the fine one.
   * The box is as wide as what a coarse level of less than half the size still shows for certain.
   */
  private static final int RADIUS = 12;

  private Detail() {}

  /**
   * @param coarse enlarged to the size of the fine one
   * @param fine changed in the hole
   */
  static void onto(Raster coarse, Raster fine, Mask hole) {
    int[] argb = fine.argb();
    for (int shift = 0; shift < 24; shift += 8) {
      int[] less = new int[argb.length];
      for (int i = 0; i < less.length; i++) {
        if (hole.values()[i] == Mask.PAINT) {
          less[i] = (coarse.argb()[i] >> shift & 255) - (argb[i] >> shift & 255);
        }
      }
      int[] wide = Box.means(less, fine.width(), RADIUS);
      for (int i = 0; i < argb.length; i++) {
        if (hole.values()[i] == Mask.PAINT) {
          int level = Math.clamp((argb[i] >> shift & 255) + wide[i], 0, 255);
          argb[i] = argb[i] & ~(255 << shift) | level << shift;
        }
      }
    }
  }
}

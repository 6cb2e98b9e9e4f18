package uncrop.pad;

import uncrop.engine.PaintListener;
import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;
import uncrop.pixels.Raster;

/** The mirror image, sharp at the border and softer and softer away from it. */
record Blur() implements Fill {
  /** At so many pixels from the border the blur is as wide as one level of the pyramid. */
  private static final double PIXELS_PER_BLUR = 5;

  @Override
  public void paint(Mask mask, Raster picture, PaintListener listener) {
    new Mirror().paint(mask, picture, listener, 0.4);
    NearestPixel kept = NearestPixel.kept(mask);
    listener.progress("blurring", 0.5);
    BlurPyramid pyramid = BlurPyramid.of(picture);
    for (int y = 0; y < mask.height(); y++) {
      Rows.report(listener, "blurring", y, mask.height(), 0.6, 1);
      for (int x = 0; x < mask.width(); x++) {
        if (mask.paints(x, y)) {
          double beyondBorder = Math.sqrt(kept.squaredDistance(x, y)) - 1;
          double level = Math.log(1 + beyondBorder / PIXELS_PER_BLUR) / Math.log(2);
          picture.set(x, y, pyramid.sample(picture.at(x, y), x, y, level));
        }
      }
    }
    listener.progress("blurring", 1);
  }
}

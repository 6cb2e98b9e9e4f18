package uncrop.pad;

import uncrop.engine.PaintListener;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * One colour everywhere.
 *
 * @param rgb {@code 0xRRGGBB}
 */
record Solid(int rgb) implements Fill {
  @Override
  public void paint(Mask mask, Raster picture, PaintListener listener) {
    int colour = 0xFF000000 | rgb;
    for (int y = 0; y < mask.height(); y++) {
      Rows.report(listener, "filling", y, mask.height());
      for (int x = 0; x < mask.width(); x++) {
        if (mask.paints(x, y)) {
          picture.set(x, y, colour);
        }
      }
    }
    listener.progress("filling", 1);
  }
}

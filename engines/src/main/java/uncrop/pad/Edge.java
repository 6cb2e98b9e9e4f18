package uncrop.pad;

import uncrop.engine.PaintListener;
import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;
import uncrop.pixels.Raster;

/** Every painted pixel takes the colour of the nearest kept one. */
record Edge() implements Fill {
  @Override
  public void paint(Mask mask, Raster picture, PaintListener listener) {
    listener.progress("measuring", 0);
    NearestPixel kept = NearestPixel.kept(mask);
    for (int y = 0; y < mask.height(); y++) {
      Rows.report(listener, "filling", y, mask.height(), 0.5, 1);
      for (int x = 0; x < mask.width(); x++) {
        if (mask.paints(x, y)) {
          picture.set(x, y, picture.argb()[kept.at(x, y)]);
        }
      }
    }
    listener.progress("filling", 1);
  }
}

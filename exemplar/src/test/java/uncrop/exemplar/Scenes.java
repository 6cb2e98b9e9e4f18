package uncrop.exemplar;

import uncrop.engine.Scene;
import uncrop.geometry.Margins;
import uncrop.geometry.Placement;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** Lays pictures on canvases. */
final class Scenes {
  private Scenes() {}

  /** The source on a canvas with margins to paint. */
  static Scene extended(Raster source, Margins margins, Sampling sampling) {
    Placement placement = margins.place(source.size());
    Raster canvas = new Raster(placement.canvas().width(), placement.canvas().height());
    Mask mask = Mask.painting(canvas.size());
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < source.width(); x++) {
        int cx = placement.source().x() + x;
        int cy = placement.source().y() + y;
        canvas.set(cx, cy, source.at(x, y));
        mask.set(cx, cy, Mask.KEEP);
      }
    }
    return new Scene(canvas, mask, sampling, sampling.seed());
  }

  /** Has a pixel of the canvas painted, under which there is a colour. */
  static void hide(Scene scene, int x, int y, int argb) {
    scene.canvas().set(x, y, argb);
    scene.mask().set(x, y, Mask.PAINT);
  }
}

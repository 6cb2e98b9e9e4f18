package uncrop.compose;

import uncrop.fault.BadInput;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.KeepMask;
import uncrop.plan.Plan;

/**
 * The source laid on the canvas of its plan.
 *
 * @param canvas canvas-sized; the visible source, resampled only where the plan scales it, and 0
 *     elsewhere
 * @param keep canvas-sized; the source but for what the user's mask paints
 * @param toPaint what the engine paints: all that {@code keep} paints, and the band; the same
 *     object as {@code keep} if there is no band
 * @param band in canvas pixels
 */
public record Layout(Raster canvas, Mask keep, Mask toPaint, int band) {

  /**
   * @throws BadInput if the band and the user's mask together leave no pixel to start from
   */
  public static Layout of(Raster source, Plan plan) {
    Mask keep = KeepMask.withoutBand(plan.placement(), plan.mask());
    Mask toPaint = KeepMask.withBand(keep, plan.band());
    if (toPaint.painted() == toPaint.values().length) {
      throw new BadInput("band", plan.band(), "leaves nothing of the source; make it narrower");
    }
    return new Layout(lay(source, plan.placement()), keep, toPaint, plan.band());
  }

  private static Raster lay(Raster source, Placement placement) {
    Raster canvas = new Raster(placement.canvas().width(), placement.canvas().height());
    Rect placed = placement.source();
    if (placed.width() != source.width() || placed.height() != source.height()) {
      new Resampler(source, placed).drawOn(canvas, placement.visible());
      return canvas;
    }
    Rect visible = placement.visible();
    for (int y = visible.y(); y < visible.bottom(); y++) {
      System.arraycopy(
          source.argb(),
          (y - placed.y()) * source.width() + visible.x() - placed.x(),
          canvas.argb(),
          y * canvas.width() + visible.x(),
          visible.width());
    }
    return canvas;
  }
}

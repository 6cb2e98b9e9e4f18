package uncrop.focus;

import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pillow.PillowLanczos;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * The part of a canvas that a model works on, at the size that it works at.
 *
 * @param area where it lies on the canvas
 * @param picture opaque
 * @param mask as large as the picture; something in it is painted
 */
public record WorkingPicture(Rect area, Raster picture, Mask mask) {
  /*
   * Fooocus enlarges small parts by a network first (a super-resolution model of its own, four times
   * as large). That is not done here: what is small is enlarged by Lanczos alone, and comes out softer.
   */
  private static final int LIGHT = 128;

  /**
   * @param canvas with anything in its hole: by Fooocus, its edge continued
   * @param mask as large as the canvas
   * @param field see {@link InterestedArea#of}
   * @param side of the square that the model was trained at
   * @throws uncrop.fault.BadInput if nothing is painted, or the field is no share
   */
  public static WorkingPicture of(Raster canvas, Mask mask, double field, int side) {
    return of(canvas, mask, InterestedArea.of(mask, field), side);
  }

  /** The same for an area that is known. */
  public static WorkingPicture of(Raster canvas, Mask mask, Rect area, int side) {
    Size size = WorkingSize.of(new Size(area.width(), area.height()), side);
    Raster picture = PillowLanczos.scaled(cut(canvas, area), size);
    return new WorkingPicture(area, picture, scaled(mask, area, size));
  }

  private static Mask scaled(Mask mask, Rect area, Size size) {
    Raster hole = new Raster(area.width(), area.height());
    for (int y = 0; y < area.height(); y++) {
      for (int x = 0; x < area.width(); x++) {
        hole.set(x, y, mask.paints(area.x() + x, area.y() + y) ? 0xFFFFFFFF : 0xFF000000);
      }
    }
    Mask scaled = Mask.keeping(size);
    int[] levels = PillowLanczos.scaled(hole, size).argb();
    for (int i = 0; i < levels.length; i++) {
      scaled.values()[i] = (levels[i] & 255) >= LIGHT ? Mask.PAINT : Mask.KEEP;
    }
    return scaled;
  }

  private static Raster cut(Raster canvas, Rect area) {
    Raster cut = new Raster(area.width(), area.height());
    for (int y = 0; y < area.height(); y++) {
      int from = (area.y() + y) * canvas.width() + area.x();
      System.arraycopy(canvas.argb(), from, cut.argb(), y * area.width(), area.width());
    }
    return cut;
  }

  /**
   * Puts what was painted back into the canvas, over which it fades within 32 pixels.
   *
   * @param painted of any size: scaled to the area
   * @param canvas that this was cut from
   * @param canvasMask as large as the canvas
   * @return a new one, opaque
   */
  public Raster pasted(Raster painted, Raster canvas, Mask canvasMask) {
    Raster fitting = PillowLanczos.scaled(painted, new Size(area.width(), area.height()));
    Raster over = canvas.copy();
    for (int y = 0; y < area.height(); y++) {
      int to = (area.y() + y) * canvas.width() + area.x();
      System.arraycopy(fitting.argb(), y * area.width(), over.argb(), to, area.width());
    }
    return SoftMask.of(canvasMask).blend(over, canvas);
  }
}

package uncrop.window;

import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pillow.PillowLanczos;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/** A small picture of what a canvas looks like so far. */
final class Sketch {
  private static final int LONGEST_SIDE = 384;

  private final Raster small;
  private final Mask hole;
  private final Rect part;
  private final Size canvas;

  /**
   * @param canvas with a fill in the hole
   * @param hole of the canvas
   * @param part of the canvas that is painted
   */
  Sketch(Raster canvas, Mask hole, Rect part) {
    this.part = part;
    this.canvas = canvas.size();
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(canvas.width(), canvas.height()));
    Size size =
        new Size(
            Math.max(1, (int) (canvas.width() * scale)),
            Math.max(1, (int) (canvas.height() * scale)));
    small = PillowLanczos.scaled(canvas, size);
    this.hole = Pieces.scaled(hole, size);
  }

  /**
   * @param level the part, in any size
   */
  Raster showing(Raster level) {
    return showing(level, level, new Rect(0, 0, level.width(), level.height()));
  }

  /**
   * @param level the part, in any size
   * @param window what is painted at this moment, in any size
   * @param rect where in the level it lies; may end beyond it
   */
  Raster showing(Raster level, Raster window, Rect rect) {
    Raster shown = small.copy();
    for (int y = 0; y < shown.height(); y++) {
      for (int x = 0; x < shown.width(); x++) {
        if (hole.paints(x, y)) {
          int lx = on(x, shown.width(), canvas.width(), part.x(), part.width(), level.width());
          int ly = on(y, shown.height(), canvas.height(), part.y(), part.height(), level.height());
          if (rect.contains(lx, ly)) {
            int wx = (lx - rect.x()) * window.width() / rect.width();
            int wy = (ly - rect.y()) * window.height() / rect.height();
            shown.set(x, y, window.at(wx, wy) | 0xFF000000);
          } else {
            shown.set(x, y, level.at(lx, ly));
          }
        }
      }
    }
    return shown;
  }

  /** From the small picture's to the level's pixel. */
  private static int on(int at, int small, int canvas, int start, int part, int level) {
    double inPart = (at + 0.5) * canvas / small - start;
    return Math.clamp((int) Math.floor(inPart * level / part), 0, level - 1);
  }
}

package uncrop.window;

import java.util.List;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/** Paints the hole of one picture window by window. */
final class LevelPainting {
  /*
   * Two windows meet in what both painted. The later one sees the earlier one's painting as known,
   * but for a strip along its own hole: that it paints anew, and over the strip the one turns into
   * the other. So there is no line where they meet, though both may have been right in their way.
   *
   * At a window's own open edges its painting fades into what was there before, a coarser painting as
   * a rule. The next window paints that rim anew, but on a finer level it starts from what it finds:
   * a line there it would keep.
   */
  private static final int STRIP = 32;

  private final Raster picture;
  private final Level level;
  private final boolean[] unfinished;
  private final WindowPainter painter;

  /**
   * @param picture of the level's size, opaque, with something to start from in the hole; changed
   *     there
   */
  LevelPainting(Raster picture, Level level, WindowPainter painter) {
    this.picture = picture;
    this.level = level;
    this.painter = painter;
    unfinished = new boolean[picture.argb().length];
    for (int i = 0; i < unfinished.length; i++) {
      unfinished[i] = inHole(i);
    }
  }

  private boolean inHole(int i) {
    return level.hole().values()[i] == Mask.PAINT;
  }

  void paint(Seeds seeds, LevelListener listener) {
    List<WindowPlan.Step> steps = level.steps();
    for (int i = 0; i < steps.size(); i++) {
      WindowPlan.Step step = steps.get(i);
      Cut cut = new Cut(step);
      Window window = new Window(cut.shown, cut.mask(), level.strength(), seeds.next());
      Raster painted = painter.paint(window, listener.window(i, step.rect()));
      if (!painted.size().equals(cut.shown.size())) {
        throw new IllegalStateException(
            "a window of %s came back as %s".formatted(cut.shown.size(), painted.size()));
      }
      cut.put(painted);
      finish(step.finished());
      listener.finished(i);
    }
  }

  private void finish(Rect part) {
    Rect inside = part.intersect(new Rect(0, 0, picture.width(), picture.height()));
    for (int y = inside.y(); y < inside.bottom(); y++) {
      for (int x = inside.x(); x < inside.right(); x++) {
        unfinished[y * picture.width() + x] = false;
      }
    }
  }

  /** What a window shows, and where what is painted in it goes. */
  private final class Cut {
    private final Rect rect;
    private final Rect finished;
    private final Raster shown;
    private final boolean[] painted;
    private final int[] distance;

    Cut(WindowPlan.Step step) {
      rect = step.rect();
      finished = step.finished();
      Size size = painter.fitting(new Size(rect.width(), rect.height()));
      shown = new Raster(size.width(), size.height());
      boolean[] open = new boolean[shown.argb().length];
      boolean[] in = new boolean[open.length];
      for (int y = 0; y < size.height(); y++) {
        for (int x = 0; x < size.width(); x++) {
          int i = y * size.width() + x;
          int from = at(x, y);
          shown.argb()[i] = picture.argb()[from] | 0xFF000000;
          open[i] = unfinished[from];
          in[i] = inHole(from);
        }
      }
      distance = Chessboard.distances(open, size.width(), STRIP);
      painted = new boolean[open.length];
      for (int i = 0; i < painted.length; i++) {
        painted[i] = in[i] && distance[i] < STRIP;
      }
    }

    /** From 1 where the window is finished to 0 at its open edges. */
    private double inside(int x, int y) {
      return ramp(x, rect.x(), rect.right(), finished.x(), finished.right())
          * ramp(y, rect.y(), rect.bottom(), finished.y(), finished.bottom());
    }

    private static double ramp(int at, int from, int to, int finishedFrom, int finishedTo) {
      if (at < finishedFrom) {
        return (at - from + 0.5) / (finishedFrom - from);
      }
      return at < finishedTo ? 1 : (to - at - 0.5) / (to - finishedTo);
    }

    /** Of the picture's nearest pixel: a window may be larger than the picture. */
    private int at(int x, int y) {
      return Math.min(rect.y() + y, picture.height() - 1) * picture.width()
          + Math.min(rect.x() + x, picture.width() - 1);
    }

    Mask mask() {
      byte[] values = new byte[painted.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = painted[i] ? Mask.PAINT : Mask.KEEP;
      }
      return new Mask(shown.width(), shown.height(), values);
    }

    void put(Raster answer) {
      ColourFit.apply(shown, answer, painted);
      int right = Math.min(rect.right(), picture.width());
      int bottom = Math.min(rect.bottom(), picture.height());
      for (int y = rect.y(); y < bottom; y++) {
        for (int x = rect.x(); x < right; x++) {
          int i = (y - rect.y()) * shown.width() + x - rect.x();
          if (painted[i]) {
            double share = (1 - (double) distance[i] / STRIP) * inside(x, y);
            picture.set(x, y, mixed(shown.argb()[i], answer.argb()[i], share));
          }
        }
      }
    }
  }

  /**
   * @param share of what was painted, 0 to 1
   */
  private static int mixed(int old, int painted, double share) {
    int mixed = 0xFF000000;
    for (int shift = 0; shift < 24; shift += 8) {
      int from = old >> shift & 255;
      int to = painted >> shift & 255;
      mixed |= (int) Math.rint(from + (to - from) * share) << shift;
    }
    return mixed;
  }
}

package uncrop.window;

import java.util.List;
import uncrop.engine.PaintListener;
import uncrop.geometry.Rect;
import uncrop.pixels.Raster;

/** From windows of levels to one painting. */
final class Progress {
  private final List<Level> levels;
  private final Sketch sketch;
  private final PaintListener listener;
  private final double work;
  private final int windows;
  private int level;
  private int windowsBefore;
  private double workBefore;

  Progress(List<Level> levels, Sketch sketch, PaintListener listener) {
    this.levels = levels;
    this.sketch = sketch;
    this.listener = listener;
    work = levels.stream().mapToDouble(Level::work).sum();
    windows = levels.stream().mapToInt(each -> each.steps().size()).sum();
  }

  /**
   * For the next level.
   *
   * @param picture of the level, as it gets on
   */
  LevelListener next(Raster picture) {
    Level current = levels.get(level++);
    int first = windowsBefore;
    double begun = workBefore;
    windowsBefore += current.steps().size();
    workBefore += current.work();
    return new LevelListener() {
      @Override
      public WindowListener window(int index, Rect rect) {
        double from = (begun + index * current.strength()) / work;
        return new OneWindow(picture, rect, first + index, from, current.strength() / work);
      }

      @Override
      public void finished(int index) {
        if (listener.wantsPreview()) {
          listener.preview(sketch.showing(picture));
        }
      }
    };
  }

  /**
   * @param number from 0, of all windows
   * @param from of the whole painting, when it begins
   */
  private final class OneWindow implements WindowListener {
    private final Raster picture;
    private final Rect rect;
    private final int number;
    private final double from;
    private final double share;

    OneWindow(Raster picture, Rect rect, int number, double from, double share) {
      this.picture = picture;
      this.rect = rect;
      this.number = number;
      this.from = from;
      this.share = share;
    }

    @Override
    public void progress(String stage, double done) {
      String shown =
          windows == 1 ? stage : "window %d of %d, %s".formatted(number + 1, windows, stage);
      listener.progress(shown, Math.min(1, from + share * done));
    }

    @Override
    public boolean wantsPreview() {
      return listener.wantsPreview();
    }

    @Override
    public void preview(Raster window) {
      listener.preview(sketch.showing(picture, window, rect));
    }
  }
}

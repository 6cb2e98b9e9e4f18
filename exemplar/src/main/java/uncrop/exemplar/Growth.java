package uncrop.exemplar;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import uncrop.engine.PaintListener;
import uncrop.geometry.Rect;

/** Paints a level all over, in rings no wider than the picture has something to say about. */
final class Growth {
  /*
   * How and why: a shift can only reach as far as the picture is wide, so a margin wider than that, or almost, is
   * painted in rings, each of which is a picture to the next. Usual margins take one ring.
   */
  private static final double WIDEST = 0.6;
  private static final double RING = 0.5;

  /** The longest side of the scale at which the layout is decided, pixels. */
  static final int LAYOUT_SIDE = 220;

  /** A picture is never made smaller than this for the layout, pixels. */
  private static final int LEAST_SOURCE = 16;

  private final int layoutSide;

  private Growth(int layoutSide) {
    this.layoutSide = layoutSide;
  }

  /** Paints the unknown pixels of the level in place; afterwards they are known. */
  static void paint(Level level, long seed, PaintListener listener) {
    paint(level, LAYOUT_SIDE, seed, listener);
  }

  /**
   * @param layoutSide the longest side of the scale at which the layout is decided: less is quicker
   *     and rougher
   */
  static void paint(Level level, int layoutSide, long seed, PaintListener listener) {
    new Growth(layoutSide).paintAll(level, seed, listener);
  }

  private void paintAll(Level level, long seed, PaintListener listener) {
    Frame.forget(level, level.bounds());
    SplittableRandom random = new SplittableRandom(seed);
    Rect all = new Rect(0, 0, level.width(), level.height());
    int rings = rings(level.bounds(), all);
    for (int ring = 0; ring < rings; ring++) {
      Rect window = ring + 1 == rings ? all : grown(level.bounds(), all);
      double from = (double) ring / rings;
      PaintListener part = (stage, done) -> listener.progress(stage, from + done / rings);
      paint(level, window, random.split(), part);
    }
  }

  private static int rings(Rect bounds, Rect all) {
    int rings = 1;
    Rect b = bounds;
    while (!isReachable(b, all)) {
      b = grown(b, all);
      rings++;
    }
    return rings;
  }

  private static boolean isReachable(Rect b, Rect all) {
    double x = WIDEST * b.width();
    double y = WIDEST * b.height();
    return b.x() <= x
        && all.width() - b.right() <= x
        && b.y() <= y
        && all.height() - b.bottom() <= y;
  }

  private static Rect grown(Rect b, Rect all) {
    int dx = Math.max(1, (int) (RING * b.width()));
    int dy = Math.max(1, (int) (RING * b.height()));
    int left = Math.max(0, b.x() - dx);
    int top = Math.max(0, b.y() - dy);
    int right = Math.min(all.width(), b.right() + dx);
    int bottom = Math.min(all.height(), b.bottom() + dy);
    return new Rect(left, top, right - left, bottom - top);
  }

  private void paint(Level level, Rect window, SplittableRandom random, PaintListener listener) {
    boolean whole = window.width() == level.width() && window.height() == level.height();
    Level part = whole ? level : cut(level, window);
    int[] painted = paintOnce(part, random, listener);
    for (int y = 0; y < window.height(); y++) {
      int to = (window.y() + y) * level.width() + window.x();
      for (int x = 0; x < window.width(); x++) {
        int p = y * window.width() + x;
        if (part.known()[p] == Level.UNKNOWN) {
          level.pixels()[to + x] = painted[p];
          level.known()[to + x] = Level.SOURCE;
        }
      }
    }
  }

  private static Level cut(Level level, Rect window) {
    Level part =
        new Level(
            window.width(),
            window.height(),
            new int[window.width() * window.height()],
            new byte[window.width() * window.height()]);
    for (int y = 0; y < window.height(); y++) {
      int from = (window.y() + y) * level.width() + window.x();
      System.arraycopy(level.pixels(), from, part.pixels(), y * window.width(), window.width());
      System.arraycopy(level.known(), from, part.known(), y * window.width(), window.width());
    }
    return part;
  }

  private int[] paintOnce(Level finest, SplittableRandom random, PaintListener listener) {
    listener.progress("layout", 0);
    List<Level> pyramid = pyramid(finest);
    ShiftTable table = new ShiftTable();
    short[] field =
        new Layout(pyramid.getLast(), table, random)
            .solve((stage, done) -> listener.progress(stage, 0.6 * done));
    for (int i = pyramid.size() - 2; i >= 0; i--) {
      listener.progress("detail", 0.9 - 0.3 * Math.pow(0.5, pyramid.size() - 2 - i));
      ShiftTable fine = new ShiftTable();
      field = Refinement.refine(pyramid.get(i + 1), field, table, pyramid.get(i), fine);
      table = fine;
    }
    listener.progress("seams", 0.9);
    return Collage.paste(finest, table, field);
  }

  private List<Level> pyramid(Level finest) {
    List<Level> levels = new ArrayList<>();
    levels.add(finest);
    while (true) {
      Level last = levels.getLast();
      Rect b = last.bounds();
      boolean small = Math.min(b.width(), b.height()) < 2 * LEAST_SOURCE;
      if (small || Math.max(last.width(), last.height()) <= layoutSide) {
        return levels;
      }
      levels.add(last.halved(levels.size() == 1));
    }
  }
}

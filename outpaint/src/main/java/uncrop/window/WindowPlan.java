package uncrop.window;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;

/** Which windows paint a hole that is larger than one, and in which order. */
final class WindowPlan {
  /*
   * Outward from what is known, greedily: of all places that see enough known pixels, the one that
   * paints most; then what it painted is known. So each window continues something, and the first
   * ones lie at the source. A place that sees less than enough is taken only when there is no other.
   *
   * What a window paints at its own outer edge it paints without knowing what follows. That rim does
   * not become known: the next window paints it anew.
   *
   * All of this is counted in cells of 8 x 8 pixels, which is exact enough to choose by and cheap on
   * a canvas of any size: sums over windows come from one summed-area table (Crow 1984) a window.
   */
  private static final int CELL = 8;

  /** Of a window, for the model to see what it is to continue. */
  private static final double ENOUGH_KNOWN = 0.3;

  /** Places are so many to a window, along each side. */
  private static final int STEPS = 8;

  /** The rim is this part of a window. */
  private static final int RIM = 16;

  private final int columns;
  private final int rows;
  private final boolean[] unknown;
  private final int wide;
  private final int high;

  private WindowPlan(Mask hole, Size window) {
    columns = cells(hole.width());
    rows = cells(hole.height());
    wide = Math.min(columns, window.width() / CELL);
    high = Math.min(rows, window.height() / CELL);
    unknown = new boolean[columns * rows];
    for (int y = 0; y < hole.height(); y++) {
      for (int x = 0; x < hole.width(); x++) {
        if (hole.paints(x, y)) {
          unknown[y / CELL * columns + x / CELL] = true;
        }
      }
    }
  }

  /**
   * One window and what of it is finished with it.
   *
   * @param rect at multiples of 8; may end up to 7 pixels beyond the picture
   * @param finished the part that no later window needs to paint again
   */
  record Step(Rect rect, Rect finished) {}

  /**
   * @param hole {@link Mask#PAINT} is what to paint
   * @param window how large the model's picture is; multiples of 8
   * @return together they finish the hole; none if there is none
   */
  static List<Step> outward(Mask hole, Size window) {
    WindowPlan plan = new WindowPlan(hole, window);
    List<Step> steps = new ArrayList<>();
    for (Step next = plan.next(); next != null; next = plan.next()) {
      steps.add(next);
      plan.finish(next.finished());
    }
    return steps;
  }

  static int cells(int pixels) {
    return Math.ceilDiv(pixels, CELL);
  }

  private @Nullable Step next() {
    int[] sums = sums();
    Step best = null;
    int most = 0;
    boolean bestSees = false;
    for (int y : places(rows, high)) {
      for (int x : places(columns, wide)) {
        Rect finished = finished(x, y);
        int painted = sum(sums, finished);
        if (painted == 0) {
          continue;
        }
        int known = wide * high - sum(sums, new Rect(x, y, wide, high));
        boolean sees = known >= ENOUGH_KNOWN * wide * high;
        int worth = sees ? painted : known;
        if (best == null || sees && !bestSees || sees == bestSees && worth > most) {
          best = new Step(pixels(new Rect(x, y, wide, high)), pixels(finished));
          most = worth;
          bestSees = sees;
        }
      }
    }
    return best;
  }

  /** All but the rim, which there is none of at the canvas' own border. */
  private Rect finished(int x, int y) {
    int across = Math.ceilDiv(wide, RIM);
    int down = Math.ceilDiv(high, RIM);
    int left = x == 0 ? 0 : x + across;
    int top = y == 0 ? 0 : y + down;
    int right = x + wide == columns ? columns : x + wide - across;
    int bottom = y + high == rows ? rows : y + high - down;
    return new Rect(left, top, right - left, bottom - top);
  }

  private static int[] places(int all, int window) {
    int step = Math.max(1, window / STEPS);
    int count = Math.ceilDiv(all - window, step) + 1;
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = Math.min(i * step, all - window);
    }
    return places;
  }

  private void finish(Rect pixels) {
    Rect cells =
        new Rect(
            pixels.x() / CELL, pixels.y() / CELL, pixels.width() / CELL, pixels.height() / CELL);
    for (int y = cells.y(); y < cells.bottom(); y++) {
      for (int x = cells.x(); x < cells.right(); x++) {
        unknown[y * columns + x] = false;
      }
    }
  }

  private static Rect pixels(Rect cells) {
    return new Rect(
        cells.x() * CELL, cells.y() * CELL, cells.width() * CELL, cells.height() * CELL);
  }

  private int[] sums() {
    int[] sums = new int[(columns + 1) * (rows + 1)];
    for (int y = 0; y < rows; y++) {
      int row = 0;
      for (int x = 0; x < columns; x++) {
        row += unknown[y * columns + x] ? 1 : 0;
        sums[(y + 1) * (columns + 1) + x + 1] = sums[y * (columns + 1) + x + 1] + row;
      }
    }
    return sums;
  }

  private int sum(int[] sums, Rect cells) {
    int stride = columns + 1;
    return sums[cells.bottom() * stride + cells.right()]
        - sums[cells.y() * stride + cells.right()]
        - sums[cells.bottom() * stride + cells.x()]
        + sums[cells.y() * stride + cells.x()];
  }
}

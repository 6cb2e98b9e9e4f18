package uncrop.focus;

import uncrop.fault.BadInput;
import uncrop.geometry.Rect;
import uncrop.pixels.Mask;

/**
 * Which part of a canvas a model gets to see: what is to be painted, and some of the picture around
 * it.
 */
public final class InterestedArea {
  /** How much larger than the hole its square is: a margin of 15 %. */
  private static final double MARGIN = 1.15;

  private InterestedArea() {}

  /**
   * A square around the hole with a margin, grown evenly until it covers a share of the canvas
   * along each side.
   *
   * @param mask of the canvas; something in it is painted
   * @param field the share, from 0, the square alone, to 1, all of the canvas. Fooocus' pages offer
   *     0.618; what it intends for outpainting is 1
   * @throws BadInput if nothing is painted, or the field is no share
   */
  public static Rect of(Mask mask, double field) {
    if (!(field >= 0 && field <= 1)) {
      throw new BadInput("respective field", field, "must be 0 to 1");
    }
    Rect hole = bounds(mask);
    if (field == 1) {
      return new Rect(0, 0, mask.width(), mask.height());
    }
    int reach = (int) (MARGIN * Math.max((hole.height() - 1) / 2, (hole.width() - 1) / 2));
    Span rows = Span.around((hole.y() + hole.bottom() - 1) / 2, reach, mask.height());
    Span columns = Span.around((hole.x() + hole.right() - 1) / 2, reach, mask.width());
    while (rows.length() < mask.height() * field || columns.length() < mask.width() * field) {
      boolean upright = rows.length() >= columns.length();
      boolean growsRows = !upright || columns.isWhole();
      boolean growsColumns = upright || rows.isWhole();
      rows = growsRows ? rows.grown() : rows;
      columns = growsColumns ? columns.grown() : columns;
    }
    rows = rows.holding(hole.y(), hole.bottom());
    columns = columns.holding(hole.x(), hole.right());
    return new Rect(columns.from, rows.from, columns.length(), rows.length());
  }

  /**
   * The smallest rectangle that holds all that is painted.
   *
   * @throws BadInput if nothing is
   */
  static Rect bounds(Mask mask) {
    int left = mask.width();
    int top = mask.height();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.paints(x, y)) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = y + 1;
        }
      }
    }
    if (right == 0) {
      throw new BadInput(
          "mask", mask.width() + "x" + mask.height(), "paints nothing: leave something to paint");
    }
    return new Rect(left, top, right - left, bottom - top);
  }

  /** Some of the pixels along one side: from the first to before another, of so many. */
  private record Span(int from, int to, int whole) {
    static Span around(int center, int reach, int whole) {
      return new Span(Math.max(center - reach, 0), Math.min(center + reach + 1, whole), whole);
    }

    int length() {
      return to - from;
    }

    boolean isWhole() {
      return length() == whole;
    }

    Span grown() {
      return new Span(Math.max(from - 1, 0), Math.min(to + 1, whole), whole);
    }

    /** Of a hole smaller than 14 pixels Fooocus may leave out the last row or column. */
    Span holding(int first, int end) {
      return new Span(Math.min(from, first), Math.max(to, end), whole);
    }
  }
}

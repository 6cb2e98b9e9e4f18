package uncrop.geometry;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uncrop.fault.BadInput;

/** Where on the canvas the source is put. The rest of the canvas is painted. */
public sealed interface Anchor {
  Anchor CENTER = Named.CENTER;

  /** Column of the source's left edge; negative if the source sticks out to the left. */
  int x(int canvasWidth, int sourceWidth);

  /** Row of the source's top edge; negative if the source sticks out at the top. */
  int y(int canvasHeight, int sourceHeight);

  /**
   * Reads one of the nine names, in any case, or {@code x,y} in pixels.
   *
   * @throws BadInput for anything else, under the name of the field
   */
  static Anchor parse(String field, String text) {
    Matcher at = At.TEXT.matcher(text.strip());
    if (at.matches()) {
      try {
        return new At(Integer.parseInt(at.group(1)), Integer.parseInt(at.group(2)));
      } catch (NumberFormatException e) {
        throw new BadInput(field, text, "must be a position within the canvas");
      }
    }
    String name = text.strip().toLowerCase(Locale.ROOT);
    for (Named anchor : Named.values()) {
      if (anchor.toString().equals(name)) {
        return anchor;
      }
    }
    throw new BadInput(
        field,
        text,
        "must be x,y in pixels or one of top-left, top, top-right, left, center, right,"
            + " bottom-left, bottom, bottom-right");
  }

  /**
   * One of nine places. Where the free pixels cannot be halved, the odd one goes to the right or
   * the bottom.
   */
  enum Named implements Anchor {
    TOP_LEFT(0, 0),
    TOP(1, 0),
    TOP_RIGHT(2, 0),
    LEFT(0, 1),
    CENTER(1, 1),
    RIGHT(2, 1),
    BOTTOM_LEFT(0, 2),
    BOTTOM(1, 2),
    BOTTOM_RIGHT(2, 2);

    private final int halvesLeft;
    private final int halvesAbove;

    Named(int halvesLeft, int halvesAbove) {
      this.halvesLeft = halvesLeft;
      this.halvesAbove = halvesAbove;
    }

    @Override
    public int x(int canvasWidth, int sourceWidth) {
      return share(canvasWidth, sourceWidth, halvesLeft);
    }

    @Override
    public int y(int canvasHeight, int sourceHeight) {
      return share(canvasHeight, sourceHeight, halvesAbove);
    }

    private static int share(int canvas, int source, int halves) {
      return (int) Math.floorDiv(((long) canvas - source) * halves, 2L);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The source's top left corner in canvas pixels, whatever the sizes. */
  record At(int x, int y) implements Anchor {
    private static final Pattern TEXT =
        Pattern.compile("([+-]?\\d{1,10})\\s*,\\s*([+-]?\\d{1,10})");

    @Override
    public int x(int canvasWidth, int sourceWidth) {
      return x;
    }

    @Override
    public int y(int canvasHeight, int sourceHeight) {
      return y;
    }

    @Override
    public String toString() {
      return x + "," + y;
    }
  }
}

package uncrop.geometry;

import java.math.BigDecimal;
import uncrop.fault.BadInput;

/**
 * The source, scaled, at a place on a canvas of a given size.
 *
 * @param x column of the source's left edge on the canvas, may be negative
 * @param y row of the source's top edge on the canvas, may be negative
 * @param scale 0.001 to 1000; 1 leaves the source's pixels as they are. Sides are rounded to the
 *     nearest pixel and never vanish
 */
public record Placed(Size canvas, int x, int y, BigDecimal scale) implements Extension {
  private static final BigDecimal MIN_SCALE = new BigDecimal("0.001");
  private static final BigDecimal MAX_SCALE = BigDecimal.valueOf(1000);

  /**
   * @throws BadInput if the scale is out of its range
   */
  public Placed {
    // Also keeps numbers such as 1e-999999999 from being multiplied out.
    if (scale.compareTo(MIN_SCALE) < 0 || scale.compareTo(MAX_SCALE) > 0) {
      throw new BadInput("scale", scale, "must be from " + MIN_SCALE + " to " + MAX_SCALE);
    }
  }

  @Override
  public Placement place(Size source) {
    return touching(canvas, new Size(scaled(source.width()), scaled(source.height())), x, y);
  }

  private int scaled(int side) {
    BigDecimal exact = scale.multiply(BigDecimal.valueOf(side));
    return Math.max(1, PixelCount.round("scale", scale, exact));
  }

  /** A placement in which at least one pixel of the source is seen. */
  static Placement touching(Size canvas, Size source, int x, int y) {
    requireTouch("x", x, source.width(), canvas.width());
    requireTouch("y", y, source.height(), canvas.height());
    return new Placement(canvas, new Rect(x, y, source.width(), source.height()));
  }

  private static void requireTouch(String field, int start, int sourceSide, int canvasSide) {
    long end = (long) start + sourceSide;
    if (start >= canvasSide || end <= 0) {
      throw new BadInput(
          field,
          start,
          "leaves nothing of the source on the canvas; must be above "
              + -(long) sourceSide
              + " and below "
              + canvasSide);
    }
    PixelCount.fit(field, start, end);
  }

  @Override
  public String field() {
    return "placement";
  }

  @Override
  public String toString() {
    return canvas + " with the source at " + x + "," + y + " scaled by " + scale.toPlainString();
  }
}

package uncrop.geometry;

import java.math.BigDecimal;
import uncrop.fault.BadInput;

/**
 * A canvas that is larger than the source by a factor on each side, rounded to the nearest pixel; a
 * factor of 1 adds nothing. The source itself is not resampled.
 *
 * @param factor 1 to 1000
 */
public record ZoomOut(BigDecimal factor, Anchor anchor) implements Extension {
  private static final BigDecimal MAX = BigDecimal.valueOf(1000);

  /**
   * @throws BadInput if the factor is out of its range
   */
  public ZoomOut {
    requireRange("zoomOut", factor);
  }

  /**
   * Reads {@code 1.5}.
   *
   * @throws BadInput for anything else, under the name of the field
   */
  public static ZoomOut parse(String field, String text, Anchor anchor) {
    BigDecimal factor =
        DecimalText.parse(text)
            .orElseThrow(() -> new BadInput(field, text, "must be a factor such as 1.5"));
    requireRange(field, factor);
    return new ZoomOut(factor, anchor);
  }

  private static void requireRange(String field, BigDecimal factor) {
    if (factor.compareTo(BigDecimal.ONE) < 0 || factor.compareTo(MAX) > 0) {
      throw new BadInput(field, factor, "must be more than 1 and at most " + MAX);
    }
  }

  @Override
  public Placement place(Size source) {
    Size canvas = new Size(scaled(source.width()), scaled(source.height()));
    return Placed.touching(
        canvas,
        source,
        anchor.x(canvas.width(), source.width()),
        anchor.y(canvas.height(), source.height()));
  }

  private int scaled(int side) {
    return PixelCount.round(field(), this, factor.multiply(BigDecimal.valueOf(side)));
  }

  @Override
  public String field() {
    return "zoomOut";
  }

  @Override
  public String toString() {
    return factor.toPlainString();
  }
}

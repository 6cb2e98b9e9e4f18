package uncrop.geometry;

import java.math.BigDecimal;
import uncrop.fault.BadInput;

/**
 * A distance in pixels or in percent of a side; negative ones crop.
 *
 * @param amount whole pixels, or percent with decimals
 * @param percent whether the amount is percent of the side it is measured along
 */
public record Length(BigDecimal amount, boolean percent) {
  public static final Length ZERO = px(0);

  private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

  public static Length px(int pixels) {
    return new Length(BigDecimal.valueOf(pixels), false);
  }

  /**
   * Reads {@code 120}, {@code 120px}, {@code 25%}, {@code 12.5%} or {@code -10}.
   *
   * @throws BadInput for anything else, under the name of the field
   */
  public static Length parse(String field, String text) {
    String trimmed = text.strip();
    boolean percent = trimmed.endsWith("%");
    String number =
        percent
            ? trimmed.substring(0, trimmed.length() - 1)
            : trimmed.endsWith("px") ? trimmed.substring(0, trimmed.length() - 2) : trimmed;
    BigDecimal amount =
        DecimalText.parse(number)
            .orElseThrow(() ->
                new BadInput(field, text, "must be pixels such as 120 or percent such as 25%"));
    if (!percent && amount.stripTrailingZeros().scale() > 0) {
      throw new BadInput(field, text, "must be whole pixels, or percent such as 12.5%");
    }
    Length length = new Length(amount, percent);
    if (!percent) {
      length.of(field, 1); // a number of pixels that no int holds is refused where it is read
    }
    return length;
  }

  /**
   * The length in pixels along a side of that many pixels; percent are rounded to the nearest
   * pixel, halves away from zero.
   *
   * @throws BadInput if no int holds it
   */
  public int of(int side) {
    return of("length", side);
  }

  int of(String field, int side) {
    BigDecimal exact =
        percent ? amount.multiply(BigDecimal.valueOf(side)).multiply(HUNDREDTH) : amount;
    return PixelCount.round(field, this, exact);
  }

  @Override
  public String toString() {
    return amount.toPlainString() + (percent ? "%" : "");
  }
}

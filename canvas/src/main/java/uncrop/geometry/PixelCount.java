package uncrop.geometry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import uncrop.fault.BadInput;

/** Whole pixels out of exact arithmetic: the one place where geometry rounds and may overflow. */
final class PixelCount {
  private static final BigDecimal MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MIN = BigDecimal.valueOf(Integer.MIN_VALUE);

  private PixelCount() {}

  /** Rounds half away from zero, so that a crop of 2.5 px is as long as a margin of 2.5 px. */
  static int round(String field, Object value, BigDecimal exact) {
    BigDecimal whole = exact.setScale(0, RoundingMode.HALF_UP);
    if (whole.compareTo(MAX) > 0 || whole.compareTo(MIN) < 0) {
      throw tooLarge(field, value);
    }
    return whole.intValueExact();
  }

  static int fit(String field, Object value, long exact) {
    if (exact != (int) exact) {
      throw tooLarge(field, value);
    }
    return (int) exact;
  }

  private static BadInput tooLarge(String field, Object value) {
    return new BadInput(
        field, value, "reaches beyond " + Integer.MAX_VALUE + " pixels; ask for less");
  }
}

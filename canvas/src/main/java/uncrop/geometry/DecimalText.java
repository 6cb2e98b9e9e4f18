package uncrop.geometry;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads plain decimal numbers: no exponent, which would let a short text stand for a huge number.
 */
final class DecimalText {
  private static final Pattern PLAIN =
      Pattern.compile("[+-]?(\\d{1,10}(\\.\\d{0,10})?|\\.\\d{1,10})");

  private DecimalText() {}

  static Optional<BigDecimal> parse(String text) {
    String number = text.strip();
    return PLAIN.matcher(number).matches() ? Optional.of(new BigDecimal(number)) : Optional.empty();
  }
}

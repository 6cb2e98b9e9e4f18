package uncrop.text;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as Python's {@code float} reads them, because weights were always read by that. */
final class PythonFloat {
  private static final String DIGITS = "\\p{Nd}(?:_?\\p{Nd})*";
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i)([+-]?)(?:(inf|infinity)|(nan)|((?:%1$s\\.?(?:%1$s)?|\\.%1$s)(?:e[+-]?%1$s)?))"
              .formatted(DIGITS));
  private static final Pattern AROUND =
      Pattern.compile("^[\\p{IsWhite_Space}\\x1c-\\x1f]+|[\\p{IsWhite_Space}\\x1c-\\x1f]+$");

  private PythonFloat() {}

  static OptionalDouble parse(String text) {
    Matcher number = NUMBER.matcher(AROUND.matcher(text).replaceAll(""));
    if (!number.matches()) {
      return OptionalDouble.empty();
    }
    if (number.group(3) != null) {
      return OptionalDouble.of(Double.NaN);
    }
    double size =
        number.group(2) != null
            ? Double.POSITIVE_INFINITY
            : Double.parseDouble(ascii(number.group(4)));
    return OptionalDouble.of("-".equals(number.group(1)) ? -size : size);
  }

  private static String ascii(String number) {
    StringBuilder ascii = new StringBuilder();
    number
        .codePoints()
        .filter(c -> c != '_')
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(ascii::appendCodePoint);
    return ascii.toString().toLowerCase(Locale.ROOT);
  }
}

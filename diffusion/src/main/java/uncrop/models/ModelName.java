package uncrop.models;

import java.util.Locale;
import java.util.regex.Pattern;
import uncrop.fault.BadInput;

/**
 * What an installed model is called, and its folder too: so it can be no path, no hidden file and
 * no option.
 */
public record ModelName(String text) {
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");

  /** What Windows keeps for devices, with any ending. */
  private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  /**
   * @throws BadInput on the field "name" if nothing may be called so
   */
  public ModelName {
    if (!allowed(text)) {
      throw new BadInput(
          "name",
          text,
          "must be 1 to 64 letters, digits, dots, dashes and underscores, with a letter or digit at"
              + " both ends, and no name of a device");
    }
  }

  static boolean allowed(String text) {
    return ALLOWED.matcher(text).matches()
        && !DEVICE.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  /** Some file systems do not tell upper from lower case, so names must differ in more. */
  boolean clashesWith(String other) {
    return text.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return text;
  }
}

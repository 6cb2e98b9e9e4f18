package uncrop.style;

import java.nio.file.Path;
import uncrop.fault.UncropException;

/** A file of styles cannot be used: names the file, where in it, and what to do, in one line. */
public final class StyleFault extends UncropException {
  private StyleFault(String message, Throwable cause) {
    super(message, cause);
  }

  private StyleFault(String message) {
    super(message);
  }

  /**
   * @param problem a clause that says what to do
   */
  static StyleFault of(Path file, String problem) {
    return new StyleFault(message(file, problem));
  }

  static StyleFault of(Path file, String problem, Exception cause) {
    return new StyleFault(message(file, problem), cause);
  }

  private static String message(Path file, String problem) {
    return "styles %s: %s".formatted(file, problem.replaceAll("\\p{Cntrl}", " "));
  }
}

package uncrop.server.vocabulary.own;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Prefer: wait=N} of RFC 7240: how long a client would like to wait. */
final class Preference {
  static final String HEADER = "Prefer";
  static final String APPLIED = "Preference-Applied";

  private static final Pattern WAIT =
      Pattern.compile("(?i)(?:^|[,\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])");

  private static final Duration LONGEST = Duration.ofSeconds(600);

  private Preference() {}

  /**
   * The first wish to wait, at most ten minutes. What cannot be read is no wish: preferences are
   * never an error.
   */
  static Optional<Duration> wait(List<String> headers) {
    for (String header : headers) {
      Matcher wait = WAIT.matcher(header);
      if (wait.find()) {
        Duration wished = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return Optional.of(wished.compareTo(LONGEST) > 0 ? LONGEST : wished);
      }
    }
    return Optional.empty();
  }

  /** What the header {@code Preference-Applied} says. */
  static String applied(Duration wait) {
    return "wait=" + wait.toSeconds();
  }
}

package uncrop.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Guesses the time left from the time gone, as if the rest went as fast. */
final class TimeLeft {
  /** Before this much is done and this much time has gone, a guess would only jump about. */
  private static final double FIRST_SHARE = 0.03;

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private final InstantSource clock;
  private final Instant start;

  TimeLeft(InstantSource clock) {
    this.clock = clock;
    this.start = clock.instant();
  }

  /** In words, such as "about 8 s left"; empty while there is nothing to go by. */
  String after(double done) {
    Duration gone = Duration.between(start, clock.instant());
    if (done < FIRST_SHARE || gone.compareTo(FIRST_WAIT) < 0) {
      return "";
    }
    long seconds = Math.round(gone.toMillis() / 1000.0 * (1 - done) / done);
    return seconds < 90
        ? String.format(Locale.ROOT, "about %d s left", seconds)
        : String.format(Locale.ROOT, "about %d min left", Math.round(seconds / 60.0));
  }
}

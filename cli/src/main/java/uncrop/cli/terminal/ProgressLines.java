package uncrop.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A line now and then, for logs and pipes; none at all for a painting that is done at once. */
final class ProgressLines implements Progress {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final String subject;
  private final InstantSource clock;
  private final TimeLeft timeLeft;
  private Instant printed;

  ProgressLines(Terminal terminal, String subject, InstantSource clock) {
    this.terminal = terminal;
    this.subject = subject;
    this.clock = clock;
    this.timeLeft = new TimeLeft(clock);
    this.printed = clock.instant();
  }

  @Override
  public synchronized void progress(String stage, double done) {
    Instant now = clock.instant();
    if (Duration.between(printed, now).compareTo(BETWEEN_LINES) < 0) {
      return;
    }
    printed = now;
    String left = timeLeft.after(done);
    terminal
        .err()
        .println(
            String.format(Locale.ROOT, "%s: %d %%, %s", subject, (int) (done * 100), stage)
                + (left.isEmpty() ? "" : ", " + left));
  }

  @Override
  public void close() {}
}

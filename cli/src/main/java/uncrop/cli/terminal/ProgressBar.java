package uncrop.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** One line on a screen, drawn over itself: subject, bar, percent, stage, time left. */
final class ProgressBar implements Progress {
  private static final int BAR_CELLS = 20;
  private static final Duration REDRAW = Duration.ofMillis(80);
  private static final String WIPE = "\r\033[K";

  private final Terminal terminal;
  private final String subject;
  private final InstantSource clock;
  private final TimeLeft timeLeft;

  /** Ctrl-C ends the process in the middle of a line; the prompt should not be glued to it. */
  private final Thread wipeOnExit;

  private Instant nextDrawing = Instant.MIN;

  /** After Ctrl-C the painting goes on for a moment, but must not be drawn any more. */
  private boolean wiped;

  ProgressBar(Terminal terminal, String subject, InstantSource clock) {
    this.terminal = terminal;
    this.subject = subject;
    this.clock = clock;
    this.timeLeft = new TimeLeft(clock);
    this.wipeOnExit = Thread.ofPlatform().unstarted(this::wipe);
    Runtime.getRuntime().addShutdownHook(wipeOnExit);
    draw("reading", 0);
  }

  @Override
  public synchronized void progress(String stage, double done) {
    Instant now = clock.instant();
    if (wiped || now.isBefore(nextDrawing)) {
      return;
    }
    nextDrawing = now.plus(REDRAW);
    draw(stage, done);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(wipeOnExit);
    } catch (IllegalStateException exiting) {
      return;
    }
    wipe();
  }

  private void draw(String stage, double done) {
    int full = (int) Math.round(Math.clamp(done, 0, 1) * BAR_CELLS);
    String state =
        String.format(
            Locale.ROOT,
            " [%s%s] %3d %%  %s  %s",
            "#".repeat(full),
            "-".repeat(BAR_CELLS - full),
            (int) (Math.clamp(done, 0, 1) * 100),
            stage,
            timeLeft.after(done));
    terminal.err().print(WIPE + fitted(state.stripTrailing()));
    terminal.err().flush();
  }

  /** The whole line in less than the screen's width: a line that wraps could not be wiped. */
  private String fitted(String state) {
    int room = terminal.columns() - 1;
    int forSubject = Math.max(0, room - state.length());
    String shown =
        subject.length() <= forSubject
            ? subject
            : subject.substring(subject.length() - Math.max(0, forSubject));
    String line = shown + state;
    return line.length() <= room ? line : line.substring(0, Math.max(0, room));
  }

  private synchronized void wipe() {
    wiped = true;
    terminal.err().print(WIPE);
    terminal.err().flush();
  }
}

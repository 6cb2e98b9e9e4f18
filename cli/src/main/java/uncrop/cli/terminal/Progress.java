package uncrop.cli.terminal;

import java.time.InstantSource;
import uncrop.engine.PaintListener;

/**
 * Shows how far one painting is. Close it before anything else is printed: a bar wipes itself away.
 */
public sealed interface Progress extends PaintListener, AutoCloseable
    permits ProgressBar, ProgressLines, Silence {

  @Override
  void close();

  /**
   * A bar on a screen, lines elsewhere.
   *
   * @param subject what is being painted, such as a file name
   */
  static Progress on(Terminal terminal, String subject, InstantSource clock) {
    return terminal.interactive()
        ? new ProgressBar(terminal, subject, clock)
        : new ProgressLines(terminal, subject, clock);
  }

  static Progress silent() {
    return new Silence();
  }
}

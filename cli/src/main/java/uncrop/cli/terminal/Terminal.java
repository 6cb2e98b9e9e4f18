package uncrop.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * The standard streams of a command.
 *
 * @param interactive whether {@code err} is a screen, on which a line may be drawn again and again
 * @param columns the width of that screen
 */
public record Terminal(
    InputStream in, PrintStream out, PrintStream err, boolean interactive, int columns) {
  private static final int USUAL_COLUMNS = 80;

  /**
   * The streams of this process. Java cannot tell whether standard error is a screen, so the
   * launcher does and says it in the system property {@code uncrop.columns}: the width, or 0 for no
   * screen. Without the launcher, Java's own guess about standard input and output has to do.
   */
  public static Terminal ofProcess() {
    Integer columns = Integer.getInteger("uncrop.columns");
    Console console = System.console();
    boolean interactive = columns != null ? columns > 0 : console != null && console.isTerminal();
    return new Terminal(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, System.out.charset()),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, System.err.charset()),
        interactive,
        columns != null && columns > 0 ? columns : USUAL_COLUMNS);
  }
}

package uncrop.cli.terminal;

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
  /**
   * The streams of this process. Java cannot tell whether standard error is a screen, so the
   * launcher does and says it in the system property {@code uncrop.columns}: the width, or 0 for no
   * screen. Without the launcher there is none.
   */
  public static Terminal ofProcess() {
    int columns = Integer.getInteger("uncrop.columns", 0);
    return new Terminal(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, System.out.charset()),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, System.err.charset()),
        columns > 0,
        columns);
  }
}

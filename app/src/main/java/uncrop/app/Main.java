package uncrop.app;

import java.time.InstantSource;
import java.util.SplittableRandom;
import uncrop.cli.UncropCommand;
import uncrop.cli.terminal.Terminal;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        UncropCommand.on(Terminal.ofProcess(), new SplittableRandom(), InstantSource.system())
            .execute(arguments));
  }
}

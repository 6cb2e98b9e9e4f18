package uncrop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import uncrop.cli.terminal.Terminal;

/** One run of the real command line, in this process. */
record CommandRun(int exitCode, byte[] out, String err) {

  static CommandRun of(String... arguments) {
    return fed(new byte[0], arguments);
  }

  static CommandRun fed(byte[] in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            80);
    int exitCode =
        new UncropCommand(terminal, new SplittableRandom(1), InstantSource.system())
            .execute(arguments);
    return new CommandRun(exitCode, out.toByteArray(), err.toString(UTF_8));
  }

  List<String> lines() {
    return new String(out, UTF_8).lines().toList();
  }
}

package uncrop.cli.models;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import uncrop.cli.terminal.Terminal;

/** Asks, and takes anything but a yes for a no. */
record Question(Terminal terminal) {
  static Question of(Terminal terminal) {
    return new Question(terminal);
  }

  boolean agreed(String question) {
    terminal.err().print(question + " [y/N] ");
    terminal.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(terminal.in(), terminal.out().charset()))
              .readLine();
      return answer != null
          && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

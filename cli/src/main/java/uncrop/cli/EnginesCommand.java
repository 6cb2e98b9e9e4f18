package uncrop.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import uncrop.cli.terminal.Terminal;
import uncrop.embedded.Engines;

/** {@code uncrop engines}: who can paint here. */
@Command(name = "engines", description = "Lists the engines.")
final class EnginesCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  EnginesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Engines engines = Engines.embedded(Runtime.getRuntime().availableProcessors());
    for (Engines.Entry entry : engines.entries()) {
      String mark = entry.engine().equals(engines.byDefault()) ? " (default)" : "";
      terminal.out().printf("%-10s %s%s%n", entry.name(), entry.summary(), mark);
    }
    terminal.out().flush();
  }
}

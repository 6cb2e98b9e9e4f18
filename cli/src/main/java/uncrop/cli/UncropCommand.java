package uncrop.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import uncrop.cli.bench.BenchCommand;
import uncrop.cli.extend.ExtendCommand;
import uncrop.cli.terminal.Terminal;
import uncrop.fault.UncropException;

/** The root of the command line. Exit codes: 0 all done, 1 some failed, 2 usage. */
@Command(
    name = "uncrop",
    description = "Continues pictures beyond their borders.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = UncropCommand.Version.class,
    footer = {
      "",
      "Example:",
      "  uncrop extend photo.jpg --left 25%% --right 25%% -o wide.png",
      "More: uncrop COMMAND --help"
    })
public final class UncropCommand implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "The version.")
  private boolean version;

  private final CommandLine line;

  private UncropCommand() {
    line = new CommandLine(this);
  }

  /**
   * The command line with its own commands, to which other modules may add theirs.
   *
   * @param seeds where the seeds of pictures come from if the user gives none
   */
  public static CommandLine on(Terminal terminal, RandomGenerator seeds, InstantSource clock) {
    CommandLine line = new UncropCommand().line;
    line.addSubcommand(new ExtendCommand(terminal, seeds, clock))
        .addSubcommand(new EnginesCommand(terminal))
        .addSubcommand(new BenchCommand(terminal))
        .setOut(new PrintWriter(terminal.out(), true))
        .setErr(new PrintWriter(terminal.err(), true))
        .setParameterExceptionHandler((e, arguments) -> usageError(e))
        .setExecutionExceptionHandler((e, failed, parsed) -> failure(e, failed));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(line, "which command? Say extend, for one");
  }

  /** One line and where to read on, in place of picocli's whole help. */
  private static int usageError(ParameterException e) {
    CommandLine failed = e.getCommandLine();
    failed.getErr().println("uncrop: " + e.getMessage());
    failed.getErr().println("Try '" + failed.getCommandSpec().qualifiedName() + " --help'.");
    return failed.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failure(Exception e, CommandLine failed) throws Exception {
    if (!(e instanceof UncropException)) {
      throw e;
    }
    failed.getErr().println("uncrop: " + e.getMessage());
    return failed.getCommandSpec().exitCodeOnExecutionException();
  }

  /** From the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = UncropCommand.class.getPackage().getImplementationVersion();
      return new String[] {"uncrop " + (version == null ? "(not packaged)" : version)};
    }
  }
}

package uncrop.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import uncrop.cli.bench.BenchCommand;
import uncrop.cli.extend.ExtendCommand;
import uncrop.cli.inpaint.InpaintCommand;
import uncrop.cli.models.ModelsCommand;
import uncrop.cli.styles.StylesCommand;
import uncrop.cli.terminal.Terminal;
import uncrop.fault.UncropException;

/** The root of the command line. Exit codes: 0 all done, 1 some failed, 2 usage. */
public final class UncropCommand {
  /*
   * Commands are made only when they are called (or all of them for the list of commands): picocli
   * reads each by reflection, which takes longer than starting Java, and so one command never loads
   * the classes of another, such as those of the server.
   */
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  private final Terminal terminal;

  /**
   * @param seeds where the seeds of pictures come from if the user gives none
   */
  public UncropCommand(Terminal terminal, RandomGenerator seeds, InstantSource clock) {
    this.terminal = terminal;
    with("extend", () -> new ExtendCommand(terminal, seeds, clock));
    with("inpaint", () -> new InpaintCommand(terminal, seeds, clock));
    with("engines", () -> new EnginesCommand(terminal, clock));
    with("bench", () -> new BenchCommand(terminal));
    with("models", () -> ModelsCommand.line(terminal, clock));
    with("styles", () -> new StylesCommand(terminal));
  }

  /**
   * Adds a command.
   *
   * @param command makes an object that picocli can read
   */
  public UncropCommand with(String name, Supplier<Object> command) {
    commands.put(name, command);
    return this;
  }

  /** Runs a command and returns the exit code. */
  public int execute(String... arguments) {
    CommandLine line = new CommandLine(new Root());
    Supplier<Object> called = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (called != null) {
      line.addSubcommand(arguments[0], called.get());
    } else {
      commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }
    return line.setOut(new PrintWriter(terminal.out(), true, terminal.out().charset()))
        .setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()))
        .setParameterExceptionHandler((e, _) -> usageError(e))
        .setExecutionExceptionHandler((e, failed, _) -> failure(e, failed))
        .execute(arguments);
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

  @Command(
      name = "uncrop",
      description = "Continues pictures beyond their borders.",
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = Version.class,
      footer = {
        "",
        "Example:",
        "  uncrop extend photo.jpg --left 25%% --right 25%% -o wide.png",
        "More: uncrop COMMAND --help"
      })
  private static final class Root implements Runnable {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "This.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "The version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    // picocli fills the annotated fields before the command runs
    @SuppressWarnings("NullAway.Init")
    Root() {}

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "which command? Say extend, for one");
    }
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

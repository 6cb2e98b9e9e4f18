package uncrop.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uncrop.cli.terminal.Terminal;
import uncrop.embedded.Engines;
import uncrop.fault.BadInput;
import uncrop.picture.Format;

/** {@code uncrop bench}: seconds and memory of an engine on this machine. */
@Command(
    name = "bench",
    separator = " ",
    subcommands = DiffusionBenchCommand.class,
    description = {
      "Measures an engine on this machine: photos scaled to several sizes, 25 %% added",
      "left and right, then on all sides. Each row runs in a process of its own."
    },
    footer = {
      "Columns: cold is the first painting in the process, warm the fastest of the later",
      "ones, s/MP warm seconds for each megapixel painted, peak the memory that the",
      "process held (Linux only)."
    })
public final class BenchCommand implements Callable<Integer> {
  private static final List<Double> SIZES = List.of(0.25, 1.0, 4.0, 12.0);
  private static final List<Double> QUICK_SIZES = List.of(0.25, 1.0);
  private static final int RUNS = 5;
  private static final int QUICK_RUNS = 2;
  private static final double MEBIBYTE = 1 << 20;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "ENGINE",
      arity = "0..1",
      defaultValue = "exemplar",
      description = "See 'uncrop engines'; usually ${DEFAULT-VALUE}.")
  private String engine = "";

  @Option(
      names = "--photo",
      paramLabel = "FILE",
      arity = "1..*",
      description = "These instead of the examples.")
  private List<Path> photos = new ArrayList<>();

  @Option(
      names = "--mp",
      paramLabel = "N",
      split = ",",
      description = "Sizes in megapixels; usually 0.25,1,4,12.")
  private List<Double> megapixels = new ArrayList<>();

  @Option(names = "--quick", description = "One photo, small, left and right only.")
  private boolean quick;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  public BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintStream out = terminal.out();
    List<Row> rows = rows();
    out.println(Machine.description());
    out.println(
        "photo                     source      margins     painted    cold    warm   s/MP    peak");
    boolean failed = false;
    for (Row row : rows) {
      String name = String.valueOf(row.photo().getFileName());
      try {
        out.println(line(name, row, MeasuringProcess.measure(row)));
      } catch (IOException e) {
        failed = true;
        terminal.err().println("uncrop: " + name + ": " + e.getMessage());
      }
      out.flush();
    }
    return failed ? 1 : 0;
  }

  private static String line(String name, Row row, Measurement measured) {
    return String.format(
        Locale.ROOT,
        "%-25.25s %-11s %-10s %5.2f MP %6.2fs %6.2fs %6.2f  %s",
        name,
        measured.source(),
        row.sides(),
        measured.paintedPixels() / 1e6,
        measured.coldSeconds(),
        measured.warmSeconds(),
        measured.secondsPerMegapixel(),
        measured.peakBytes().isPresent()
            ? String.format(Locale.ROOT, "%4.0f MB", measured.peakBytes().getAsLong() / MEBIBYTE)
            : "-");
  }

  private List<Row> rows() {
    List<Path> measured = photos.isEmpty() ? examples() : photos;
    List<Double> sizes = megapixels.isEmpty() ? (quick ? QUICK_SIZES : SIZES) : megapixels;
    if (sizes.stream().anyMatch(size -> !(size > 0))) {
      throw usageError("--mp: must be more than 0");
    }
    try {
      Engines.embedded(1).named("ENGINE", engine);
    } catch (BadInput e) {
      throw usageError(e.getMessage());
    }
    List<Row> rows = new ArrayList<>();
    for (double size : sizes) {
      for (Path photo : quick ? measured.subList(0, 1) : measured) {
        for (Row.Sides sides : Row.Sides.values()) {
          if (!quick || sides == Row.Sides.LEFT_RIGHT) {
            rows.add(new Row(engine, photo, size, sides, quick ? QUICK_RUNS : RUNS));
          }
        }
      }
    }
    return rows;
  }

  /** The photos of the tree that the launcher runs from. */
  private List<Path> examples() {
    Path folder = Path.of(System.getProperty("uncrop.home", "."), "examples");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures =
          files.filter(file -> Format.ofFileName(file.toString()).isPresent()).sorted().toList();
      if (!pictures.isEmpty()) {
        return pictures;
      }
    } catch (IOException missing) {
      // said below
    }
    throw usageError("no photos in " + folder + ": give --photo FILE");
  }

  private ParameterException usageError(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package uncrop.cli.extend;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uncrop.cli.extend.Outcome.Failed;
import uncrop.cli.models.DeviceOption;
import uncrop.cli.models.StoreOption;
import uncrop.cli.terminal.Progress;
import uncrop.cli.terminal.Terminal;
import uncrop.cli.terminal.UsageError;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.outpaint.Devices;
import uncrop.outpaint.EngineChoice;
import uncrop.outpaint.EngineRoom;
import uncrop.outpaint.EngineWish;
import uncrop.outpaint.Speeds;
import uncrop.picture.PictureReader;
import uncrop.plan.Sampling;

/** {@code uncrop extend}: reads the options, then has each picture extended in turn. */
@Command(
    name = "extend",
    description = "Paints beyond the borders of pictures.",
    sortOptions = false,
    customSynopsis = "uncrop extend IN... -o FILE|DIR HOW-FAR [OPTION...]",
    separator = " ",
    footer = {
      "Examples:",
      "  uncrop extend photo.jpg --left 25%% --right 25%% -o wide.png",
      "  uncrop extend photo.jpg --aspect 16:9 --anchor bottom -o wide.jpg",
      "  uncrop extend trip/*.jpg --zoom-out 1.5 --seed 7 -o wider/"
    })
public final class ExtendCommand implements Callable<Integer> {
  private static final int ALL_DONE = 0;
  private static final int SOME_FAILED = 1;

  private final Terminal terminal;
  private final RandomGenerator seeds;
  private final InstantSource clock;

  @Parameters(
      paramLabel = "IN",
      arity = "1..*",
      description = "Pictures, folders or patterns; - for stdin.")
  private List<String> in = new ArrayList<>();

  @ArgGroup(validate = false, order = 1, heading = "How far, in one of four ways:%n")
  private CanvasOptions canvas = new CanvasOptions();

  @ArgGroup(validate = false, order = 2, heading = "How to paint:%n")
  private PaintOptions paint = new PaintOptions();

  @ArgGroup(validate = false, order = 3, heading = "With a model:%n")
  private DiffusionOptions diffusion = new DiffusionOptions();

  @Mixin private StoreOption models = new StoreOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @ArgGroup(validate = false, order = 4, heading = "What to write:%n")
  private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 29,
      description = "This.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param seeds where the seed comes from if the user gives none
   */
  public ExtendCommand(Terminal terminal, RandomGenerator seeds, InstantSource clock) {
    this.terminal = terminal;
    this.seeds = seeds;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Devices devices;
    try {
      output.check();
      paint.check();
      devices = device.devices();
    } catch (UsageError | BadInput e) {
      throw usage(e);
    }
    try (EngineRoom engines = models.installation(clock, devices).open(paint.threads(), clock)) {
      return extend(engines);
    }
  }

  private int extend(EngineRoom engines) {
    Inputs inputs;
    List<Job> jobs;
    Settings settings;
    try {
      settings = settings(engines);
      inputs = Inputs.of(in);
      jobs =
          Destination.of(
                  output.output, output.format(), inputs.many(), settings.sampling().samples())
              .jobs(inputs.pictures(), settings.sampling().samples());
    } catch (UsageError | BadInput e) {
      throw usage(e);
    }
    return extend(jobs, settings, inputs);
  }

  private ParameterException usage(UncropException e) {
    return new ParameterException(spec.commandLine(), e.getMessage(), e);
  }

  private Settings settings(EngineRoom engines) {
    Sampling sampling = paint.sampling(seeds, diffusion);
    EngineChoice choice;
    try {
      choice = engines.choose(new EngineWish(paint.engine(), diffusion.wish(), false));
    } catch (BadInput e) {
      throw e.named("--" + e.field());
    }
    return new Settings(
        canvas.extension(),
        choice,
        new Speeds(models.open(clock).folder()),
        choice.settled(sampling),
        paint.mask(),
        paint.band,
        output.canvasLimits(),
        output.quality,
        output.peek,
        !output.noMetadata,
        output.force);
  }

  private int extend(List<Job> jobs, Settings settings, Inputs inputs) {
    Report report =
        output.json
            ? new JsonReport(terminal.out())
            : new TextReport(terminal.err(), output.quiet, inputs.many());
    Extender extender =
        new Extender(
            settings,
            new PictureReader(output.pictureLimits()),
            ProtectedFiles.of(inputs.pictures(), settings.mask()),
            terminal,
            clock);
    boolean failed = false;
    for (Job job : jobs) {
      List<Outcome> outcomes = new ArrayList<>();
      extender.extend(
          job,
          this::progress,
          outcome -> {
            outcomes.add(outcome);
            report.add(outcome);
          });
      failed |= outcomes.stream().anyMatch(Failed.class::isInstance);
    }
    report.end();
    return failed ? SOME_FAILED : ALL_DONE;
  }

  private Progress progress(String subject) {
    return output.quiet ? Progress.silent() : Progress.on(terminal, subject, clock);
  }
}

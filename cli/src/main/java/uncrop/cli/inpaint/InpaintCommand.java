package uncrop.cli.inpaint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uncrop.cli.models.DeviceOption;
import uncrop.cli.models.StoreOption;
import uncrop.cli.terminal.Progress;
import uncrop.cli.terminal.Terminal;
import uncrop.cli.terminal.UsageError;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.inpaint.InpaintRequest;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.models.AutoPrecision;
import uncrop.models.ModelStore;
import uncrop.models.PrecisionChoice;
import uncrop.outpaint.Devices;
import uncrop.picture.Encoding;
import uncrop.picture.Picture;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.pixels.Raster;
import uncrop.tensor.Device;

/** {@code uncrop inpaint}: one call of a diffusion model. */
@Command(
    name = "inpaint",
    description = "Paints where a mask is white, with a diffusion model.",
    sortOptions = false,
    customSynopsis = "uncrop inpaint IN --mask MASK -o OUT --model M --prompt TEXT [OPTION...]",
    separator = " ",
    footer = {
      "Example:",
      "  uncrop inpaint photo.png --mask hole.png -o done.png --model sd15 \\",
      "    --prompt \"a wooden pier\" --size 512x512"
    })
public final class InpaintCommand implements Callable<Integer> {
  private static final int DONE = 0;

  private final Terminal terminal;
  private final RandomGenerator seeds;
  private final InstantSource clock;

  @Parameters(paramLabel = "IN", description = "The picture.")
  private Path in = Path.of("");

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      required = true,
      order = 0,
      description = "As large as IN: white is painted, black stays.")
  private Path mask = Path.of("");

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private StoreOption store = new StoreOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @Mixin private SamplingOptions sampling = new SamplingOptions();

  @Mixin private ResultOptions result = new ResultOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 40,
      description = "This.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param seeds where the seed comes from if the user gives none
   */
  public InpaintCommand(Terminal terminal, RandomGenerator seeds, InstantSource clock) {
    this.terminal = terminal;
    this.seeds = seeds;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ModelStore models = store.open(clock);
    Optional<Precision> precision;
    Devices devices;
    Path weights;
    Encoding encoding;
    try {
      encoding = result.encoding();
      precision = model.precision();
      devices = device.devices();
      weights = models.locate(model.model);
      sampling.method();
      checkOutputs(weights);
    } catch (UsageError | BadInput e) {
      throw usage(e);
    }
    if (!result.force && Files.exists(result.output)) {
      say(result.output + ": kept, as it is there already; --force replaces it");
      return DONE;
    }
    PictureReader reader = new PictureReader(PictureLimits.DEFAULT);
    Picture picture = reader.read(in);
    InpaintRequest request = request(picture.raster(), read(reader, mask));
    ModelCall call =
        new ModelCall(
            model.shown(),
            weights,
            model.loras(),
            placement(devices.here().getFirst(), precision, models),
            encoding,
            result.output,
            result.latents,
            result.noComposite);
    ModelCall.Done done;
    try (Progress shown = progress()) {
      done = call.run(picture, request, new StepProgress(shown), clock);
    }
    say(done.sentence());
    done.warnings().forEach(warning -> say("  warning: " + warning));
    return DONE;
  }

  private Placement placement(Device on, Optional<Precision> wished, ModelStore models) {
    return new Placement(on, wished.orElseGet(() -> usual(on, models)));
  }

  private Precision usual(Device on, ModelStore models) {
    PrecisionChoice choice = AutoPrecision.of(models, clock).choose(on);
    say(choice.sentence());
    return choice.precision();
  }

  private static Raster read(PictureReader reader, Path mask) {
    try {
      return reader.read(mask).raster();
    } catch (BadInput e) {
      throw e.named("mask");
    }
  }

  private InpaintRequest request(Raster picture, Raster holes) {
    try {
      return new InpaintRequest(
          picture,
          holes,
          sampling.size(picture.size()),
          sampling.prompts(),
          sampling.method(),
          sampling.steps,
          sampling.guidance,
          sampling.strength,
          sampling.seed(seeds));
    } catch (BadInput e) {
      if (e.field().equals("mask")) {
        throw e; // the file is wrong, not the command
      }
      throw usage(e);
    }
  }

  private void checkOutputs(Path weights) {
    List<Path> inputs = new ArrayList<>(List.of(in, mask, weights));
    model.loras().forEach(lora -> inputs.add(lora.path()));
    ReadOnly readOnly = new ReadOnly(inputs);
    if (readOnly.holds(result.output)) {
      throw new UsageError(result.output + " is an input, never overwritten: change -o");
    }
    Path latents = result.latents;
    if (latents == null) {
      return;
    }
    if (readOnly.holds(latents)) {
      throw new UsageError(latents + " is an input, never overwritten: change --latents");
    }
    if (latents.toAbsolutePath().normalize().equals(result.output.toAbsolutePath().normalize())) {
      throw new UsageError("-o and --latents name the same file: change one");
    }
    if (!result.force && Files.exists(latents)) {
      throw new UsageError("--latents " + latents + ": is there already; --force replaces it");
    }
  }

  private ParameterException usage(UncropException e) {
    return new ParameterException(spec.commandLine(), inWordsOfOptions(e).getMessage(), e);
  }

  /** Options are called here what the fields are called elsewhere. */
  private static UncropException inWordsOfOptions(UncropException e) {
    return e instanceof BadInput bad && !bad.field().startsWith("-")
        ? bad.named("--" + bad.field().replace(' ', '-'))
        : e;
  }

  private Progress progress() {
    return result.quiet
        ? Progress.silent()
        : Progress.on(terminal, String.valueOf(in.getFileName()), clock);
  }

  private void say(String line) {
    if (!result.quiet) {
      terminal.err().println(line);
    }
  }
}

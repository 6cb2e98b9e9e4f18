package uncrop.cli.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import uncrop.bench.DiffusionBench;
import uncrop.bench.ReferenceCheck;
import uncrop.checkpoint.Family;
import uncrop.cli.models.DeviceOption;
import uncrop.cli.terminal.Terminal;
import uncrop.layer.OperatorTimes.Operator;
import uncrop.layer.OperatorTimes.Share;
import uncrop.layer.Placement;
import uncrop.layer.Precision;

/** {@code uncrop bench diffusion}: seconds and memory of a family's networks on this machine. */
@Command(
    name = "diffusion",
    separator = " ",
    description = {
      "Measures the networks of latent diffusion at their published sizes, with random",
      "weights: one step of the UNet with guidance, and the decoding of one picture."
    })
final class DiffusionBenchCommand implements Callable<Integer> {
  private static final double GIBIBYTE = 1 << 30;

  /** What an option may be, as users write it. */
  enum FamilyName {
    sd15,
    sdxl
  }

  /** What an option may be, as users write it. */
  enum PrecisionName {
    fp32,
    bf16,
    fp16,
    int8
  }

  @ParentCommand private @Nullable BenchCommand parent;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      defaultValue = "sd15",
      description = "${COMPLETION-CANDIDATES}; usually ${DEFAULT-VALUE}.")
  private FamilyName family = FamilyName.sd15;

  @Option(
      names = "--dtype",
      paramLabel = "NAME",
      defaultValue = "fp32",
      description = "${COMPLETION-CANDIDATES}; usually ${DEFAULT-VALUE}.")
  private PrecisionName dtype = PrecisionName.fp32;

  @Mixin private DeviceOption device = new DeviceOption();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "3",
      description = "Steps to time, of which the fastest counts; usually ${DEFAULT-VALUE}.")
  private int steps = 3;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Option(
      names = "--check",
      paramLabel = "FOLDER",
      description = {
        "Compares with diffusers instead: a folder that",
        "reference/full_size/make_check.py wrote."
      })
  private @Nullable Path check;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Override
  public Integer call() {
    if (parent == null) {
      throw new IllegalStateException("called without its parent");
    }
    Terminal terminal = parent.terminal();
    Placement placement =
        new Placement(
            device.devices().here().getFirst(),
            Precision.valueOf(dtype.name().toUpperCase(Locale.ROOT)));
    if (check != null) {
      Map<String, ReferenceCheck.Difference> differences =
          new ReferenceCheck(check, placement).run();
      differences.forEach((part, off) -> terminal.out().println(line(part, off)));
      return 0;
    }
    DiffusionBench bench =
        new DiffusionBench(
            Family.valueOf(family.name().toUpperCase(Locale.ROOT)),
            placement,
            Math.max(1, steps),
            what -> terminal.err().println("measuring " + what));
    DiffusionBench.Result result = bench.measure();
    if (json) {
      terminal.out().println(json(result));
    } else {
      print(result, terminal.out());
    }
    terminal.out().flush();
    return 0;
  }

  private String line(String part, ReferenceCheck.Difference off) {
    return String.format(
        Locale.ROOT,
        "%-11s %s: largest difference %.2e of the largest value, rms %.2e of the rms",
        part,
        dtype,
        off.largest(),
        off.rms());
  }

  private String json(DiffusionBench.Result result) {
    return String.format(
        Locale.ROOT,
        "{\"family\": \"%s\", \"dtype\": \"%s\", \"cpu\": \"%s\", \"secondsPerStep\": %.3f,"
            + " \"secondsDecode\": %.3f, \"peakRssBytes\": %d, \"ceilingGflops\": %.0f,"
            + " \"shareOfCeiling\": %.3f}",
        family,
        dtype,
        result.machine().replaceAll("[\"\\\\\\p{Cntrl}]", " "),
        result.secondsPerStep(),
        result.secondsDecode(),
        result.peakRssBytes(),
        result.ceilingGflops(),
        result.shareOfCeiling());
  }

  private void print(DiffusionBench.Result result, PrintStream out) {
    out.printf(Locale.ROOT, "%s, %s on %s%n", result.family().title(), dtype, result.machine());
    out.printf(
        Locale.ROOT,
        "step %.2f s (%.0f GFLOP, %.0f %% of the ceiling of %.0f GFLOP/s), decode %.2f s,"
            + " peak %.2f GiB%n",
        result.secondsPerStep(),
        result.gflop(),
        100 * result.shareOfCeiling(),
        result.ceilingGflops(),
        result.secondsDecode(),
        result.peakRssBytes() / GIBIBYTE);
    out.println("operator      seconds  share   GFLOP/s  of ceiling  calls");
    double known = 0;
    for (Map.Entry<Operator, Share> entry :
        result.shares().entrySet().stream()
            .sorted(Comparator.comparingDouble(one -> -one.getValue().seconds()))
            .toList()) {
      Share share = entry.getValue();
      known += share.seconds();
      double gflops = share.flops() / share.seconds() / 1e9;
      out.printf(
          Locale.ROOT,
          "%-12s  %7.2f  %4.0f %%  %7.0f      %4.0f %%  %5d%n",
          entry.getKey().name().toLowerCase(Locale.ROOT),
          share.seconds(),
          100 * share.seconds() / result.secondsPerStep(),
          gflops,
          100 * gflops / result.ceilingGflops(),
          share.calls());
    }
    double rest = result.secondsPerStep() - known;
    out.printf(
        Locale.ROOT,
        "%-12s  %7.2f  %4.0f %%%n",
        "the rest",
        rest,
        100 * rest / result.secondsPerStep());
  }
}

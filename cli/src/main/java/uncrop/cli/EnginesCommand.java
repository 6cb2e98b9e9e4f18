package uncrop.cli;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uncrop.cli.models.DeviceOption;
import uncrop.cli.models.StoreOption;
import uncrop.cli.terminal.Terminal;
import uncrop.outpaint.Devices;
import uncrop.outpaint.EngineOffer;
import uncrop.outpaint.EngineRoom;
import uncrop.outpaint.Speeds;
import uncrop.tensor.Device;

/** {@code uncrop engines}: who can paint here. */
@Command(
    name = "engines",
    description = "Lists who can paint here, what each is good at, and how fast it was.")
final class EnginesCommand implements Runnable {
  private static final double MEGAPIXEL = 1e6;

  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private StoreOption models = new StoreOption();

  @Mixin private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  EnginesCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void run() {
    Speeds speeds = new Speeds(models.open(clock).folder());
    int threads = Runtime.getRuntime().availableProcessors();
    Devices devices = device.devices();
    try (EngineRoom engines = models.installation(clock, devices).open(threads, clock)) {
      for (EngineOffer offer : engines.offers()) {
        terminal.out().println(line(offer, speeds));
      }
    }
    // Else it is the processor, and loading libtorch to say so would take longer than all above.
    if (Device.isBuiltForCuda()) {
      terminal.out().println("Models run on " + devices.described() + ".");
    }
    terminal.out().flush();
  }

  private static String line(EngineOffer offer, Speeds speeds) {
    String mark = offer.best() ? " (default)" : "";
    String model = offer.model().map(name -> name + ": ").orElse("");
    Optional<Speeds.Speed> speed = speeds.of(offer.engine(), offer.model());
    String fast =
        speed
            .map(last ->
                String.format(
                    Locale.ROOT,
                    "; last %.1f s for %.2f MP",
                    last.seconds(),
                    last.pixels() / MEGAPIXEL))
            .orElse("");
    return String.format(
        Locale.ROOT, "%-13s %s%s%s%s", offer.engine(), model, offer.good(), fast, mark);
  }
}

package uncrop.cli.models;

import java.util.Optional;
import picocli.CommandLine.Option;
import uncrop.outpaint.Devices;

/** What models run on, for all commands that run them. */
public final class DeviceOption {
  private static final String NAME = "--device";
  private static final String FROM_ENVIRONMENT = "UNCROP_DEVICE";

  @Option(
      names = NAME,
      paramLabel = "D",
      order = 40,
      description = "Where models run: auto (usually), cpu, cuda, cuda:1.")
  private Optional<String> device = Optional.empty();

  /**
   * @throws uncrop.fault.BadInput if it is no device
   */
  public Devices devices() {
    return device
        .map(name -> Devices.named(NAME, name))
        .orElseGet(() ->
            Devices.named(FROM_ENVIRONMENT, System.getenv().getOrDefault(FROM_ENVIRONMENT, "")));
  }
}

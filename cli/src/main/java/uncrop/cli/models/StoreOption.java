package uncrop.cli.models;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;
import uncrop.models.ModelStore;
import uncrop.outpaint.Devices;
import uncrop.outpaint.Installation;

/** Where the models are, for all commands that use them. */
public final class StoreOption {
  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = {
        "Folder of models (default: UNCROP_MODELS, or",
        "models in UNCROP_DATA, or ~/.uncrop/models)."
      })
  private Optional<Path> folder = Optional.empty();

  public ModelStore open(InstantSource clock) {
    return new ModelStore(
        folder.orElseGet(() -> ModelStore.usualFolder(System.getenv(), home())), clock);
  }

  /** With these models. */
  public Installation installation(InstantSource clock, Devices devices) {
    return Installation.usual(open(clock), System.getenv(), home(), devices);
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home", "."));
  }
}

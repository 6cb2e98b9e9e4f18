package uncrop.outpaint;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import uncrop.embedded.Engines;
import uncrop.expansion.FooocusExpansion;
import uncrop.loaded.Stations;
import uncrop.models.AutoPrecision;
import uncrop.models.Catalogue;
import uncrop.models.InstalledModel;
import uncrop.models.Kind;
import uncrop.models.ModelCard;
import uncrop.models.ModelStore;
import uncrop.style.PromptMerger;
import uncrop.style.Styles;
import uncrop.style.UserFolders;
import uncrop.style.Wildcards;
import uncrop.tensor.Device;
import uncrop.tensor.DeviceMemory;

/**
 * What one installation of uncrop paints with.
 *
 * @param store of models
 * @param folders of what prompts are made with
 * @param catalogue what is known of models by name
 * @param devices that models run on
 * @param room for weights on each of them, in bytes; empty for what is usual there
 */
public record Installation(
    ModelStore store,
    UserFolders folders,
    Supplier<Catalogue> catalogue,
    Devices devices,
    OptionalLong room) {
  /** What a step or the decoding of a large picture may take on a graphics processor. */
  private static final long ACTIVATIONS = 8L << 30;

  /** Where an installation usually is. */
  public static Installation usual(
      ModelStore store, Map<String, String> environment, Path home, Devices devices) {
    return new Installation(
        store,
        UserFolders.usual(environment, home),
        () -> Catalogue.with(environment, store.folder()),
        devices,
        OptionalLong.empty());
  }

  /**
   * Of the machine's memory half: activations, pictures and Java need the other. Of a graphics
   * processor's, which nobody else needs, all but the activations.
   */
  private static long usualRoom(Device device) {
    if (device.isCpu()) {
      return Memory.physical() / 2;
    }
    long free = DeviceMemory.free(device).orElse(ACTIVATIONS);
    return Math.max(free / 2, free - ACTIVATIONS);
  }

  /**
   * All its engines. Nothing is loaded, and no user's file read, before it is needed.
   *
   * @param threads of the embedded engines, 1 or more
   */
  public EngineRoom open(int threads, InstantSource clock) {
    return open(Engines.embedded(threads), card -> true, clock);
  }

  /**
   * The same with other embedded engines.
   *
   * @param allowed which models may be used
   */
  public EngineRoom open(Engines embedded, Predicate<ModelCard> allowed, InstantSource clock) {
    Stations stations =
        new Stations(devices::here, device -> room.orElseGet(() -> usualRoom(device)));
    return new EngineRoom(
        embedded,
        new ModelShelf(store, catalogue, allowed),
        new Prompting(this::prompts),
        stations,
        device -> AutoPrecision.of(store, clock).choose(device).precision());
  }

  private Prompting.Source prompts() {
    FooocusExpansion expansion = new FooocusExpansion(expansionFolder());
    PromptMerger merger =
        new PromptMerger(
            Styles.with(folders.styles()), Wildcards.in(folders.wildcards()), expansion);
    return new Prompting.Source(merger, () -> expansion.missing().isEmpty(), expansion::close);
  }

  /** That of the model which was installed last, else the user's own. */
  private Path expansionFolder() {
    return store.installed(Kind.PROMPT_EXPANSION).stream()
        .max(Comparator.comparing(model -> model.card().imported()))
        .map(InstalledModel::checkpoint)
        .orElse(folders.expansion());
  }
}

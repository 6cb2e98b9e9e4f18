package uncrop.outpaint;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import uncrop.embedded.Engines;
import uncrop.expansion.FooocusExpansion;
import uncrop.layer.Precision;
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

/**
 * What one installation of uncrop paints with.
 *
 * @param store of models
 * @param folders of what prompts are made with
 * @param catalogue what is known of models by name
 * @param room for weights in memory, in bytes
 */
public record Installation(
    ModelStore store, UserFolders folders, Supplier<Catalogue> catalogue, long room) {

  /** Where an installation usually is. */
  public static Installation usual(ModelStore store, Map<String, String> environment, Path home) {
    return new Installation(
        store,
        UserFolders.usual(environment, home),
        () -> Catalogue.with(environment, store.folder()),
        usualRoom());
  }

  /** Half of the machine's memory: activations, pictures and Java need the other. */
  public static long usualRoom() {
    return Memory.physical() / 2;
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
    Supplier<Precision> usual = () -> AutoPrecision.of(store, clock).choose().precision();
    return new EngineRoom(
        embedded,
        new ModelShelf(store, catalogue, allowed),
        new Prompting(this::prompts),
        room,
        usual);
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

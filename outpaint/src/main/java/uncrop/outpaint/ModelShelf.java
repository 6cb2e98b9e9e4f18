package uncrop.outpaint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.feedforward.Network;
import uncrop.lora.LoraChoice;
import uncrop.models.Catalogue;
import uncrop.models.CatalogueEntry;
import uncrop.models.InstalledModel;
import uncrop.models.Kind;
import uncrop.models.ModelCard;
import uncrop.models.ModelStore;
import uncrop.style.LoraTag;
import uncrop.tensor.Device;
import uncrop.vae.LatentPreview;

/** The installed models, as the engines ask for them. */
public final class ModelShelf {
  private static final int SEEING = 9;

  private final ModelStore store;

  private final Supplier<Catalogue> catalogue;

  private final Predicate<ModelCard> allowed;

  /**
   * @param catalogue read when a model is looked for by the name of a vocabulary
   * @param allowed which models may be used here, by their licence
   */
  public ModelShelf(ModelStore store, Supplier<Catalogue> catalogue, Predicate<ModelCard> allowed) {
    this.store = store;
    this.catalogue = catalogue;
    this.allowed = allowed;
  }

  /**
   * @param nameOrPath of an installed model, or of files that lie anywhere else
   * @throws uncrop.fault.BadInput on the field "model" if there is none
   */
  ModelFacts checkpoint(String nameOrPath) {
    Path files = store.locate(nameOrPath);
    if (store.names().contains(nameOrPath)) {
      ModelCard card = store.get(nameOrPath).card();
      if (card.kind() == Kind.CHECKPOINT) {
        return new ModelFacts(nameOrPath, files, card.family().orElseThrow(), card.channels());
      }
    }
    return ModelFacts.of(nameOrPath, files);
  }

  /**
   * Of all checkpoints the one that outpaints best: one that sees the picture around the hole
   * before one that does not, XL before 1.5, and of two alike the one that was installed last.
   */
  Optional<String> bestCheckpoint() {
    return best(card -> true);
  }

  private Optional<String> best(Predicate<ModelCard> fitting) {
    return store.installed(Kind.CHECKPOINT).stream()
        .map(InstalledModel::card)
        .filter(allowed)
        .filter(fitting)
        .max(Comparator.<ModelCard>comparingInt(this::rank).thenComparing(ModelCard::imported))
        .map(ModelCard::name);
  }

  private int rank(ModelCard card) {
    boolean xl = card.family().filter(family -> family == Family.SDXL).isPresent();
    boolean sees = card.channels() == SEEING || xl && inpaintPatch().isPresent();
    return (sees ? 2 : 0) + (xl ? 1 : 0);
  }

  boolean isFeedForward(String name) {
    return store.names().contains(name) && store.get(name).card().kind().feedForward();
  }

  /**
   * @throws BadInput on the field "model" if it is none of that kind
   */
  InstalledModel feedForward(String name) {
    InstalledModel model = store.get(name);
    if (!model.card().kind().feedForward()) {
      throw new BadInput(
          "model", name, "is no LaMa and no MI-GAN but a " + model.card().kind().title());
    }
    return model;
  }

  Network network(InstalledModel model) {
    return model.card().kind() == Kind.LAMA ? Network.LAMA : Network.MI_GAN;
  }

  /** LaMa before MI-GAN: it is not bound to one size. */
  Optional<String> bestFeedForward() {
    return Stream.of(Kind.LAMA, Kind.MI_GAN)
        .flatMap(kind -> store.installed(kind).stream())
        .map(InstalledModel::card)
        .filter(allowed)
        .map(ModelCard::name)
        .findFirst();
  }

  ModelNotInstalled notInstalled(ModelWish wish) {
    String name = wished(wish).orElse("any");
    return new ModelNotInstalled(name, catalogue.get().serving(name).map(CatalogueEntry::name));
  }

  /** The installed model that a wish means; empty if it is not here, or any will do. */
  Optional<String> serving(ModelWish wish) {
    return switch (wish) {
      case ModelWish.Any _ -> Optional.empty();
      case ModelWish.Named(String name) -> named(name);
      case ModelWish.Local(String name) -> named(name).or(() -> Optional.of(located(name)));
      case ModelWish.OfFamily(String name, Family family, boolean inpainting) ->
          named(name).or(() -> best(ofFamily(family, inpainting)));
    };
  }

  private String located(String nameOrPath) {
    Path _ = store.locate(nameOrPath);
    return nameOrPath;
  }

  /** Its name, or that of its folder or file: what pictures and reports may tell. */
  static String shown(String nameOrPath) {
    return String.valueOf(Path.of(nameOrPath).getFileName());
  }

  private Optional<String> named(String name) {
    List<ModelCard> painters = painters();
    Optional<ModelCard> own =
        painters.stream().filter(card -> card.name().equalsIgnoreCase(name)).findFirst();
    return own.or(() -> serving(painters, name)).map(ModelCard::name);
  }

  /** All models that paint, the best of each kind first. */
  public List<ModelCard> painters() {
    return store.installed().stream()
        .map(InstalledModel::card)
        .filter(allowed)
        .filter(card -> card.kind() == Kind.CHECKPOINT || card.kind().feedForward())
        .sorted(
            Comparator.comparing(ModelCard::kind)
                .thenComparing(Comparator.comparingInt(this::rank).reversed())
                .thenComparing(Comparator.comparing(ModelCard::imported).reversed()))
        .toList();
  }

  /** What a model is good at, and what not. */
  static String goodAt(ModelCard card) {
    return switch (card.kind()) {
      case LAMA -> "fills simple backgrounds in one pass; no prompt, no new things";
      case MI_GAN -> "the fastest, in one pass; small or simple margins";
      default -> {
        boolean xl = card.family().filter(family -> family == Family.SDXL).isPresent();
        String sees =
            card.channels() == SEEING ? "made for painting holes" : "paints holes by masking";
        yield xl
            ? "the best pictures, from a prompt; " + sees + "; slow without a GPU"
            : "new things from a prompt; " + sees + "; minutes without a GPU";
      }
    };
  }

  /**
   * By what the catalogue says of the entry that each was pulled by, or imported under the name of.
   */
  private Optional<ModelCard> serving(List<ModelCard> painters, String name) {
    Optional<String> entry =
        painters.isEmpty()
            ? Optional.empty()
            : catalogue.get().serving(name).map(CatalogueEntry::name);
    return painters.stream()
        .filter(card -> entry.isPresent())
        .filter(card -> card.entry().or(() -> Optional.of(card.name())).equals(entry))
        .findFirst();
  }

  private static Predicate<ModelCard> ofFamily(Family family, boolean inpainting) {
    return card ->
        card.family().filter(family::equals).isPresent()
            && (!inpainting || card.channels() == SEEING);
  }

  /** What to say where somebody wished for a model, and another paints. */
  List<String> standIn(ModelWish wish, String model) {
    return wished(wish)
        .map(name ->
            List.of("The model " + name + " is not installed; " + model + " painted instead."))
        .orElse(List.of());
  }

  /** The same where none paints. */
  List<String> without(ModelWish wish) {
    return wished(wish)
        .map(name ->
            List.of(
                "The model "
                    + name
                    + " is not installed; an engine that needs none painted instead."))
        .orElse(List.of());
  }

  static Optional<String> wished(ModelWish wish) {
    return switch (wish) {
      case ModelWish.Any _ -> Optional.empty();
      case ModelWish.Named(String name) -> Optional.of(name);
      case ModelWish.Local(String name) -> Optional.of(name);
      case ModelWish.OfFamily(String name, Family _, boolean _) -> Optional.of(name);
    };
  }

  /** Fooocus' patch and head for SDXL. */
  Optional<InstalledModel> inpaintPatch() {
    return store.installed(Kind.INPAINT_PATCH).stream()
        .max(Comparator.comparing(model -> model.card().imported()));
  }

  /**
   * @param chosen names or paths
   * @param tagged in the prompt: names alone
   */
  List<LoraChoice> loras(List<LoraTag> chosen, List<LoraTag> tagged) {
    List<String> known =
        store.installed(Kind.LORA).stream().map(model -> model.card().name()).toList();
    List<LoraChoice> choices = new ArrayList<>();
    for (LoraTag tag : LoraTag.after(chosen, tagged, known::contains, LoraTag.USUAL_MOST)) {
      choices.add(new LoraChoice(store.locate(tag.name()), tag.weight()));
    }
    return choices;
  }

  /** For previews: a tiny decoder of that family if there is one, else colours alone. */
  LatentColours colours(Family family, Device device) {
    return store.installed(Kind.TINY_DECODER).stream()
        .filter(model -> model.card().family().filter(family::equals).isPresent())
        .max(Comparator.comparing(model -> model.card().imported()))
        .<LatentColours>map(model -> new TinyColours(model.checkpoint(), device))
        .orElse(LatentPreview.of(family)::picture);
  }
}

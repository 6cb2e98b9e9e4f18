package uncrop.outpaint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import uncrop.checkpoint.Family;
import uncrop.lora.LoraChoice;
import uncrop.models.InstalledModel;
import uncrop.models.Kind;
import uncrop.models.ModelCard;
import uncrop.models.ModelStore;
import uncrop.style.LoraTag;
import uncrop.vae.LatentPreview;

/** The installed models, as the engines ask for them. */
public final class ModelShelf {
  private final ModelStore store;

  public ModelShelf(ModelStore store) {
    this.store = store;
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
   * Of all checkpoints the one that outpaints best: one that sees the picture around the hole before
   * one that does not, XL before 1.5, and of two alike the one that was installed last.
   */
  Optional<String> bestCheckpoint() {
    return store.installed(Kind.CHECKPOINT).stream()
        .map(InstalledModel::card)
        .max(
            Comparator.<ModelCard>comparingInt(this::rank).thenComparing(ModelCard::imported))
        .map(ModelCard::name);
  }

  private int rank(ModelCard card) {
    boolean xl = card.family().filter(family -> family == Family.SDXL).isPresent();
    boolean sees = card.channels() == 9 || xl && inpaintPatch().isPresent();
    return (sees ? 2 : 0) + (xl ? 1 : 0);
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

  /** For previews: a tiny decoder if there is one, else colours alone. */
  LatentColours colours(Family family) {
    return LatentPreview.of(family)::picture;
  }
}

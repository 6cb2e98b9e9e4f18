package uncrop.models;

import java.nio.file.Path;

/**
 * A model in the folder of models.
 *
 * @param folder its own
 */
public record InstalledModel(ModelCard card, Path folder) {

  /** Where its files are. */
  public Path base() {
    return folder.resolve(card.base());
  }

  /** What {@link uncrop.checkpoint.Checkpoint#open} opens. */
  public Path checkpoint() {
    return base().resolve(card.checkpoint());
  }
}

package uncrop.models;

import java.nio.file.Path;
import java.util.NoSuchElementException;

/**
 * A model in the folder of models.
 *
 * @param folder its own
 */
public record InstalledModel(ModelCard card, Path folder) {

  public String name() {
    return card.name();
  }

  public Kind kind() {
    return card.kind();
  }

  /** Where its files are. */
  public Path base() {
    return folder.resolve(card.base());
  }

  /**
   * What to open: a checkpoint's file or folder, the folder of a prompt expansion, the one file of
   * the other kinds; of an inpaint patch the patch.
   */
  public Path checkpoint() {
    return base().resolve(card.checkpoint());
  }

  /**
   * The head that belongs to an inpaint patch.
   *
   * @throws NoSuchElementException if it is none
   */
  public Path head() {
    if (card.kind() != Kind.INPAINT_PATCH) {
      throw new NoSuchElementException(card.name() + " is no inpaint patch");
    }
    return card.files().stream()
        .map(ModelCard.FileCard::path)
        .filter(path -> !path.equals(card.checkpoint()))
        .map(path -> base().resolve(path))
        .findFirst()
        .orElseThrow();
  }
}

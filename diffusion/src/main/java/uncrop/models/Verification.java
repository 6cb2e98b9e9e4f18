package uncrop.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import uncrop.checkpoint.CheckpointFault;
import uncrop.models.ModelCard.FileCard;

/**
 * What became of a model since it was imported.
 *
 * @param damages one line for each; none if all is as it was
 */
public record Verification(InstalledModel model, List<String> damages) {
  public Verification {
    damages = List.copyOf(damages);
  }

  public boolean sound() {
    return damages.isEmpty();
  }

  /** Reads all files once, and compares the names and shapes of all tensors with what is needed. */
  static Verification of(InstalledModel model, DoubleConsumer listener) {
    Fingerprint fingerprint = new Fingerprint(new ByteMeter(model.card().bytes(), listener));
    List<String> damages = new ArrayList<>();
    for (FileCard card : model.card().files()) {
      Path file = model.base().resolve(card.path());
      try {
        if (!Files.isRegularFile(file)) {
          damages.add(file + " is missing");
        } else if (Files.size(file) != card.bytes()) {
          damages.add(
              "%s has %d bytes, and had %d when it was imported"
                  .formatted(file, Files.size(file), card.bytes()));
        } else {
          String now = fingerprint.of(file);
          if (!now.equals(card.sha256())) {
            damages.add(
                "%s has changed: its SHA-256 is %s, and was %s when it was imported"
                    .formatted(file, now, card.sha256()));
          }
        }
      } catch (IOException e) {
        damages.add(ModelFault.of(file, "cannot be read", e).getMessage());
      }
    }
    // Opening one of these runs it, and what was changed is not to be run.
    if (damages.isEmpty() || !model.kind().feedForward()) {
      try {
        ModelImport.recheck(model);
      } catch (CheckpointFault e) {
        damages.add(e.getMessage());
      }
    }
    return new Verification(model, damages);
  }
}

package uncrop.outpaint;

import java.util.Optional;
import uncrop.fault.UncropException;

/** A model that is not here was asked for, and nothing else may paint. */
public final class ModelNotInstalled extends UncropException {
  /**
   * @param entry of the catalogue that serves it
   */
  ModelNotInstalled(String name, Optional<String> entry) {
    super(
        "the model %s is not installed: %sbring its file with uncrop models import FILE --name %s; or set uncrop.fallback=true to have whichever engine is best paint"
            .formatted(
                name, entry.map("run uncrop models pull %s, or "::formatted).orElse(""), name));
  }
}

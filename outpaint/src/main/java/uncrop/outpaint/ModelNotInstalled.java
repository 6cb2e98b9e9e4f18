package uncrop.outpaint;

import uncrop.fault.UncropException;

/** A model that is not here was asked for, and nothing else may paint. */
public final class ModelNotInstalled extends UncropException {
  ModelNotInstalled(String name, boolean inCatalogue) {
    super(
        inCatalogue
            ? "the model %s is not installed: run uncrop models pull %s".formatted(name, name)
            : "the model %s is not installed: bring its file with uncrop models import FILE --name %s"
                .formatted(name, name));
  }
}

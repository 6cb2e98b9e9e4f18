package uncrop.outpaint;

import uncrop.fault.UncropException;

/** A model that is not here was asked for, and nothing else may paint. */
public final class ModelNotInstalled extends UncropException {
  ModelNotInstalled(String name) {
    super(
        ("the model %s is not installed: run uncrop models pull %s, or bring its file with"
                + " uncrop models import FILE --name %s; or set uncrop.fallback=true to have"
                + " whichever engine is best paint")
            .formatted(name, name, name));
  }
}

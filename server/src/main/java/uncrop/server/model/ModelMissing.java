package uncrop.server.model;

import uncrop.fault.UncropException;

/** A model that is not installed was asked for, and nothing else may paint. */
public final class ModelMissing extends UncropException {
  ModelMissing(String model) {
    super(
        "the model "
            + model
            + " is not installed: it would be the file "
            + model
            + ".safetensors, but this version of uncrop has no engine that runs model files, and so"
            + " no command that installs one; set uncrop.fallback=true to have its own engines"
            + " paint");
  }
}

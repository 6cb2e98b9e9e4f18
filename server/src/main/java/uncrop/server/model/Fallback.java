package uncrop.server.model;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Paints without the model that a caller asks for, or refuses to. This build has no engine that
 * runs model files, so none can be installed: every named model is missing.
 */
@Component
public final class Fallback {
  private final boolean allowed;

  Fallback(@Value("${uncrop.fallback}") boolean allowed) {
    this.allowed = allowed;
  }

  /**
   * What to warn of when a picture is painted without this model.
   *
   * @throws ModelMissing where the setting {@code uncrop.fallback} forbids it
   */
  public List<String> without(String model) {
    if (!allowed) {
      throw new ModelMissing(model);
    }
    return List.of(
        "The model " + model + " is not installed; an engine that needs none painted instead.");
  }
}

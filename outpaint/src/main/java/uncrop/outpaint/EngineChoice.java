package uncrop.outpaint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uncrop.engine.Engine;
import uncrop.plan.Sampling;

/**
 * Who paints.
 *
 * @param model by name, of an engine that has models
 * @param warnings where somebody else was wished for
 */
public record EngineChoice(Engine engine, Optional<String> model, List<String> warnings) {
  public EngineChoice {
    warnings = List.copyOf(warnings);
  }

  /** The settings, with that model. */
  public Sampling settled(Sampling sampling) {
    if (model.isEmpty()) {
      return sampling;
    }
    Map<String, String> options = new HashMap<>(sampling.options());
    options.put(Settings.MODEL, model.get());
    return new Sampling(
        sampling.prompt(), sampling.negativePrompt(), sampling.seed(), sampling.samples(), options);
  }
}

package uncrop.outpaint;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.Family;
import uncrop.engine.Scene;
import uncrop.plan.Sampling;
import uncrop.style.MergedPrompt;
import uncrop.style.PromptMerger;
import uncrop.style.PromptRequest;
import uncrop.style.Promptless;

/** The texts for one picture. */
public final class Prompting {
  /** What Fooocus does where nothing is said, but for V2, which needs files of its own. */
  private static final List<String> USUAL_OF_SDXL = List.of("Enhance", "Sharp");

  private final Supplier<PromptMerger> reading;
  private @Nullable PromptMerger merger;

  /**
   * @param merger made when a prompt is first read: it reads a user's files
   */
  public Prompting(Supplier<PromptMerger> merger) {
    reading = merger;
  }

  private synchronized PromptMerger merger() {
    PromptMerger read = merger;
    if (read == null) {
      read = reading.get();
      merger = read;
    }
    return read;
  }

  MergedPrompt merged(Scene scene, Settings settings, ModelFacts facts) {
    Sampling sampling = scene.sampling();
    int index = Math.toIntExact(scene.seed() - sampling.seed());
    PromptRequest wanted =
        new PromptRequest(
            sampling.prompt(),
            sampling.negativePrompt(),
            styles(settings, facts),
            scene.seed(),
            index,
            false);
    return merger().merge(Promptless.filled(wanted));
  }

  private static List<String> styles(Settings settings, ModelFacts facts) {
    if (settings.text(Settings.STYLES).isPresent()) {
      return settings.texts(Settings.STYLES);
    }
    boolean bare = settings.sampling().prompt().isBlank();
    return facts.family() == Family.SDXL && !bare ? USUAL_OF_SDXL : List.of();
  }
}

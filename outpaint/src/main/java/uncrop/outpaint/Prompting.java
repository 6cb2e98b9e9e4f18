package uncrop.outpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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
  /** What Fooocus does where nothing is said. */
  private static final List<String> USUAL_OF_SDXL = List.of("Enhance", "Sharp");

  /** It does this too; but it needs files of its own, which most will not have. */
  private static final String EXPANSION = "V2";

  private final Supplier<Source> reading;
  private @Nullable Source source;

  /**
   * What texts are made with.
   *
   * @param expands whether the style V2 can be had
   * @param letGo of what merging has loaded: beside a UNet the model behind V2 would stand idle in
   *     half a gigabyte
   */
  public record Source(PromptMerger merger, BooleanSupplier expands, Runnable letGo) {}

  /**
   * @param source made when a prompt is first read: it reads a user's files
   */
  public Prompting(Supplier<Source> source) {
    reading = source;
  }

  private synchronized Source source() {
    Source read = source;
    if (read == null) {
      read = reading.get();
      source = read;
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
    try {
      return source().merger().merge(Promptless.filled(wanted));
    } finally {
      source().letGo().run();
    }
  }

  private List<String> styles(Settings settings, ModelFacts facts) {
    if (settings.text(Settings.STYLES).isPresent()) {
      return settings.texts(Settings.STYLES);
    }
    boolean bare = settings.sampling().prompt().isBlank();
    if (facts.family() != Family.SDXL || bare) {
      return List.of();
    }
    List<String> usual = new ArrayList<>(USUAL_OF_SDXL);
    if (source().expands().getAsBoolean()) {
      usual.addFirst(EXPANSION);
    }
    return usual;
  }
}

package uncrop.inpaint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;

/**
 * What to paint and what not, each in one text or in several: a prompt and what styles add to it.
 * Fooocus' way encodes each text on its own; the others take them as one, with commas between.
 *
 * @param positives at least one
 * @param pooled how many of them, from the first, count for the one vector that SDXL is told of the
 *     whole prompt: all but an expansion of the prompt, as a rule
 * @param negatives may be empty for none, which to SDXL in diffusers is not the same as an empty
 *     text
 * @param clipSkip layers of the text encoders to leave out, as diffusers counts: 0 for none. (The
 *     "clip skip 2" of user interfaces is 1 here for Stable Diffusion 1.5, and 0 for SDXL.)
 */
public record Prompts(List<String> positives, int pooled, List<String> negatives, int clipSkip) {
  private static final String BETWEEN = ", ";

  public Prompts {
    positives = List.copyOf(positives);
    negatives = List.copyOf(negatives);
    if (pooled < 1 || pooled > positives.size()) {
      throw new IllegalArgumentException(pooled + " of " + positives.size() + " texts are pooled");
    }
    if (clipSkip < 0) {
      throw new BadInput("clip skip", clipSkip, "must be 0 or more");
    }
  }

  /**
   * One text for each.
   *
   * @param negative null for none
   */
  public Prompts(String positive, @Nullable String negative, int clipSkip) {
    this(List.of(positive), 1, negative == null ? List.of() : List.of(negative), clipSkip);
  }

  /** All of them in one. */
  public String positive() {
    return String.join(BETWEEN, positives);
  }

  /** All of them in one, or null for none. */
  public @Nullable String negative() {
    return negatives.isEmpty() ? null : String.join(BETWEEN, negatives);
  }
}

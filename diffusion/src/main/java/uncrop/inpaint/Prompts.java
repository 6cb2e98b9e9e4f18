package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;

/**
 * What to paint and what not.
 *
 * @param negative null for none, which to SDXL in diffusers is not the same as an empty one
 * @param clipSkip layers of the text encoders to leave out, as diffusers counts: 0 for none. (The
 *     "clip skip 2" of user interfaces is 1 here for Stable Diffusion 1.5.)
 */
public record Prompts(String positive, @Nullable String negative, int clipSkip) {
  public Prompts {
    if (clipSkip < 0) {
      throw new BadInput("clip skip", clipSkip, "must be 0 or more");
    }
  }
}

package uncrop.text;

import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;

/**
 * Which layer of a text encoder an image model looks at.
 *
 * @param fromLast 0 for the output of the last layer, 1 for that of the one before it
 * @param normalised whether the final layer normalisation is put on top
 */
public record Depth(int fromLast, boolean normalised) {
  /**
   * What a family was trained with, or layers before that.
   *
   * @param clipSkip how many layers to leave out, as diffusers counts: 0 for none. (The "clip skip
   *     2" of user interfaces is 1 for Stable Diffusion 1.5, and 0 for SDXL.)
   * @throws BadInput if it is below 0
   */
  public static Depth of(Family family, int clipSkip) {
    if (clipSkip < 0) {
      throw new BadInput("clip skip", clipSkip, "must be 0 or more");
    }
    return switch (family) {
      case SD15 -> new Depth(clipSkip, true);
      case SDXL -> new Depth(clipSkip + 1, false);
    };
  }
}

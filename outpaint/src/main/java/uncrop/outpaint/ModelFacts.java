package uncrop.outpaint;

import java.nio.file.Path;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;

/**
 * What is known of a checkpoint before it is loaded.
 *
 * @param name as its user knows it
 * @param channels that its UNet takes: 4, or 9 for inpainting
 */
record ModelFacts(String name, Path files, Family family, int channels) {
  private static final int SEEING = 9;

  /** Whether it sees the mask and what is around it. */
  boolean inpaints() {
    return channels == SEEING;
  }

  /** Whether Fooocus' inpaint patch makes it see them: it is made for SDXL with 4 channels. */
  boolean takesPatch() {
    return family == Family.SDXL && !inpaints();
  }

  /** By opening it, which reads names and shapes alone. */
  static ModelFacts of(String name, Path files) {
    try (Checkpoint checkpoint = Checkpoint.open(files)) {
      return new ModelFacts(
          name, files, checkpoint.family(), checkpoint.unet().config().inChannels());
    }
  }
}

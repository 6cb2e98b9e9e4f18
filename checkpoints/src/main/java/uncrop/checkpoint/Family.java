package uncrop.checkpoint;

import java.nio.file.Path;

/** The kinds of model that can be run. */
public enum Family {
  /** Stable Diffusion 1.x: one text encoder, heads of any width, 512 x 512. */
  SD15("Stable Diffusion 1.5", 512),
  /** Stable Diffusion XL base: two text encoders, sizes and crops as a further input. */
  SDXL("Stable Diffusion XL", 1024);

  /** What the second text encoder of Stable Diffusion XL gives by itself. */
  private static final int REFINER_CONTEXT = 1280;

  /** What the text encoder of Stable Diffusion 2 gives. */
  private static final int SD2_CONTEXT = 1024;

  private final String title;
  private final int side;

  Family(String title, int side) {
    this.title = title;
    this.side = side;
  }

  public String title() {
    return title;
  }

  /** Of the square pictures that its models were trained on, in pixels. */
  int side() {
    return side;
  }

  /**
   * Tells by what the network looks like, so that small models of a family count too.
   *
   * @throws CheckpointFault naming the family, if it is one that cannot be run
   */
  static Family of(UnetConfig unet, Path file) {
    if (unet.inChannels() != 4 && unet.inChannels() != 9) {
      throw new CheckpointFault(
          file,
          "its UNet takes %d channels: those that take 4 or 9 (inpainting) can be run"
              .formatted(unet.inChannels()));
    }
    if (unet.hasAddedInputs()) {
      if (unet.contextWidth() == REFINER_CONTEXT) {
        throw notRun(file, "the refiner of Stable Diffusion XL");
      }
      return SDXL;
    }
    if (unet.contextWidth() == SD2_CONTEXT || unet.linearProjection()) {
      throw notRun(file, "Stable Diffusion 2");
    }
    return SD15;
  }

  static CheckpointFault notRun(Path file, String what) {
    return new CheckpointFault(
        file, "is " + what + ": Stable Diffusion 1.5 and Stable Diffusion XL can be run");
  }
}

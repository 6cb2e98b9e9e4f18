package uncrop.focus;

import uncrop.pixels.Mask;
import uncrop.tensor.Tensor;

/** Which latents are generated: all that touch a painted pixel. */
public final class LatentMask {
  private static final int SCALE = 8;

  private LatentMask() {}

  /**
   * @param mask of the working picture, both sides multiples of 8
   * @return FP32 [1, 1, h, w], 1 where to generate, else 0
   */
  public static Tensor of(Mask mask) {
    if (mask.width() % SCALE != 0 || mask.height() % SCALE != 0) {
      throw new IllegalArgumentException(
          mask.width() + "x" + mask.height() + " has parts of latents");
    }
    int width = mask.width() / SCALE;
    int height = mask.height() / SCALE;
    float[] latent = new float[width * height];
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        if (mask.paints(x, y)) {
          latent[y / SCALE * width + x / SCALE] = 1;
        }
      }
    }
    return Tensor.of(latent, 1, 1, height, width);
  }
}

package uncrop.vae;

import uncrop.checkpoint.Family;
import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;

/**
 * A rough idea of what latents show, at no price and without any network: each latent is one pixel,
 * whose colour is a linear function of its four numbers.
 */
public enum LatentPreview {
  /**
   * Factors found by Kevin Turner and others for Stable Diffusion 1.x (discuss.huggingface.co,
   * thread 23204), as in InvokeAI (Apache License 2.0).
   */
  SD15(
      127.5,
      new double[][] {
        {0.3444, 0.1247, -0.3192, -0.1307},
        {0.1385, 0.4027, 0.2513, -0.1874},
        {0.0670, 0.1494, 0.2103, -0.7445},
      },
      127.5,
      127.5,
      127.5),
  /**
   * Factors found by Timothy Alexis Vass (Explaining the SDXL latent space, 2023), as in the
   * documentation of diffusers, "Pipeline callbacks" (Apache License 2.0).
   */
  SDXL(
      1,
      new double[][] {
        {60, -60, 25, -70},
        {60, -5, 15, -50},
        {60, 10, -5, -35},
      },
      150,
      140,
      130);

  private static final int LATENTS = 4;

  private final double[][] factors; // [3, 4]
  private final double[] offsets;

  LatentPreview(double unit, double[][] factors, double... offsets) {
    this.factors = new double[factors.length][LATENTS];
    for (int colour = 0; colour < factors.length; colour++) {
      for (int i = 0; i < LATENTS; i++) {
        this.factors[colour][i] = unit * factors[colour][i];
      }
    }
    this.offsets = offsets;
  }

  public static LatentPreview of(Family family) {
    return switch (family) {
      case SD15 -> SD15;
      case SDXL -> SDXL;
    };
  }

  /**
   * @param latents FP32 [N, 4, h, w] as a UNet has them: scaled. Only the first of the N is shown
   * @return w x h, opaque
   */
  public Raster picture(Tensor latents) {
    int height = Math.toIntExact(latents.size(2));
    int width = Math.toIntExact(latents.size(3));
    float[] values = latents.toFloats();
    int count = width * height;
    Raster picture = new Raster(width, height);
    for (int at = 0; at < count; at++) {
      int pixel = 0xFF;
      for (int colour = 0; colour < factors.length; colour++) {
        double level = offsets[colour];
        for (int i = 0; i < LATENTS; i++) {
          level += factors[colour][i] * values[i * count + at];
        }
        pixel = pixel << 8 | (int) Math.clamp(level, 0, 255);
      }
      picture.argb()[at] = pixel;
    }
    return picture;
  }
}

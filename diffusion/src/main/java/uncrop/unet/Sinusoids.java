package uncrop.unet;

import uncrop.tensor.Tensor;

/**
 * Numbers as waves of falling frequency (Ho et al., Denoising Diffusion Probabilistic Models, 2020,
 * appendix B; {@code get_timestep_embedding} of diffusers with cosines first and no shift).
 */
final class Sinusoids {
  private static final double LONGEST_PERIOD = 10_000;

  private Sinusoids() {}

  /**
   * Rounds to single precision where the reference does: at t near 1000 a more exact product moves
   * the waves by 1e-5.
   *
   * @param width even
   * @return FP32 [numbers, width]: cosines, then sines
   */
  static Tensor of(double[] numbers, int width) {
    int half = width / 2;
    float[] waves = new float[numbers.length * width];
    for (int n = 0; n < numbers.length; n++) {
      for (int i = 0; i < half; i++) {
        float exponent = (float) -Math.log(LONGEST_PERIOD) * i / half;
        float angle = (float) numbers[n] * (float) Math.exp(exponent);
        waves[n * width + i] = (float) Math.cos(angle);
        waves[n * width + half + i] = (float) Math.sin(angle);
      }
    }
    return Tensor.of(waves, numbers.length, width);
  }
}

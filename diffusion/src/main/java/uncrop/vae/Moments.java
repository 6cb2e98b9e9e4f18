package uncrop.vae;

import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * The normal distribution of a picture's latents. Both FP32 [N, latent channels, H, W], not scaled.
 *
 * @param std standard deviation
 */
public record Moments(Tensor mean, Tensor std) {
  // Of the logarithm of the variance, as diffusers clamps it.
  private static final double LEAST = -30;
  private static final double GREATEST = 20;

  /**
   * @param parameters FP32 [N, 2 * latent channels, H, W]: means, then logarithms of variances
   */
  static Moments of(Tensor parameters) {
    try (TensorScope scope = TensorScope.open()) {
      long channels = parameters.size(1) / 2;
      Tensor mean = parameters.narrow(1, 0, channels).contiguous();
      Tensor logVariance = parameters.narrow(1, channels, channels).contiguous();
      Tensor std = logVariance.clamp(LEAST, GREATEST).timesInPlace(0.5).exp();
      return new Moments(scope.keep(mean), scope.keep(std));
    }
  }

  /**
   * One of the pictures that it stands for.
   *
   * @param noise standard normal, of the shape of the mean
   */
  public Tensor sample(Tensor noise) {
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(std.times(noise).addInPlace(mean));
    }
  }
}

package uncrop.sampler;

import uncrop.tensor.Tensor;

/** Says what picture noisy latents show. This is all that a sampler knows of a model. */
@FunctionalInterface
public interface Denoiser {
  /**
   * @param x latents in variance-exploding form, x0 + sigma * noise; FP32 [B, C, h, w]
   * @param sigma the noise level, above 0
   * @return x0 as predicted, in a tensor of its own
   */
  Tensor denoised(Tensor x, double sigma);

  /**
   * Calls back before each evaluation: to count them, or to stop by throwing {@link
   * uncrop.fault.Cancelled}.
   */
  default Denoiser before(Runnable hook) {
    return (x, sigma) -> {
      hook.run();
      return denoised(x, sigma);
    };
  }
}

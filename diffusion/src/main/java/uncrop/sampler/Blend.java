package uncrop.sampler;

import uncrop.noise.Noise;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * What stays of a picture while the rest is painted.
 *
 * @param latent of the picture, in model space (multiplied by the VAE's factor); [B, C, h, w]
 * @param mask 1 where to paint, 0 where the picture stays, or between; broadcast to the latent
 * @param noise what the picture is covered with, to look like latents of any level. ComfyUI takes
 *     the initial noise each time, Fooocus fresh noise for each evaluation
 */
public record Blend(Tensor latent, Tensor mask, Noise noise) {
  /** With the same noise each time. */
  public static Blend with(Tensor latent, Tensor mask, Tensor noise) {
    return new Blend(latent, mask, (sigma, next) -> noise);
  }

  /** x where to paint, else the other. */
  Tensor mixed(Tensor x, Tensor elsewhere) {
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(x.times(mask).plus(elsewhere.times(keeps())));
    }
  }

  private Tensor keeps() {
    return mask.negate().plus(1);
  }

  /**
   * A denoiser that sees the picture, at the level of x, where it stays, and is not believed there
   * (ComfyUI's way with any model).
   */
  public Denoiser around(Denoiser denoiser) {
    return (x, sigma) -> {
      try (TensorScope scope = TensorScope.open()) {
        Tensor covered = latent.plus(noise.between(sigma, sigma).times(sigma));
        Tensor denoised = denoiser.denoised(mixed(x, covered), sigma);
        return scope.keep(mixed(denoised, latent));
      }
    };
  }
}

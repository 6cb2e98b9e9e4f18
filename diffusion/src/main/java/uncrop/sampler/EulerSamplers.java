package uncrop.sampler;

import uncrop.schedule.Float32;
import uncrop.tensor.Tensor;

/** Samplers that evaluate the denoiser once a step and remember nothing. */
final class EulerSamplers {
  private EulerSamplers() {}

  /** Karras et al. 2022, algorithm 2, Euler steps. */
  static Tensor euler(Run run) {
    return run.overLevels((i, x, sigma, next) -> {
      Churned from = Churned.of(run, x, sigma, next);
      Tensor d = run.derivative(from.x(), from.sigma());
      return from.x().plus(d.times(next - from.sigma()));
    });
  }

  /** Euler steps down beyond the level, then noise up to it (k-diffusion). */
  static Tensor ancestral(Run run) {
    float eta = run.eta(1);
    return run.overLevels((i, x, sigma, next) -> {
      Ancestral split = Ancestral.step(sigma, next, eta);
      Tensor d = run.derivative(x, sigma);
      Tensor below = x.plus(d.times(split.down() - sigma));
      return next > 0 ? run.noisy(below, sigma, next, split.up()) : below;
    });
  }

  /** Ho et al. 2020, algorithm 2, in its variance-preserving form. */
  static Tensor ddpm(Run run) {
    return run.overLevels((i, x, sigma, next) -> {
      float alphasCumprod = 1 / (sigma * sigma + 1);
      float alphasCumprodNext = 1 / (next * next + 1);
      float alpha = alphasCumprod / alphasCumprodNext;
      Tensor preserved = x.over(Float32.sqrt(1 + sigma * sigma));
      Tensor epsilon = run.derivative(x, sigma);
      Tensor mean =
          preserved
              .minus(epsilon.times(1 - alpha).over(Float32.sqrt(1 - alphasCumprod)))
              .times(Float32.sqrt(1 / alpha));
      if (next == 0) {
        return mean;
      }
      float variance = (1 - alpha) * (1 - alphasCumprodNext) / (1 - alphasCumprod);
      return run.noisy(mean, sigma, next, Float32.sqrt(variance))
          .times(Float32.sqrt(1 + next * next));
    });
  }

  /** Luo et al. 2023, "Latent Consistency Models", algorithm 3: guess, add noise, guess again. */
  static Tensor lcm(Run run) {
    return run.overLevels((i, x, sigma, next) -> {
      Tensor denoised = run.denoised(x, sigma);
      return next > 0 ? run.noisy(denoised, sigma, next, next) : denoised;
    });
  }

  /**
   * Zheng et al. 2024, "Trajectory Consistency Distillation", strategic stochastic sampling: down
   * to a timestep below the next by the share eta, then noise up to it.
   */
  static Tensor tcd(Run run) {
    float eta = run.eta(0.3);
    int steps = run.sigmas.steps();
    return run.overLevels((i, x, sigma, next) -> {
      int below =
          i + 1 < steps
              ? (int) Math.floor((1 - eta) * run.table.timestep(run.sigmas.at(i + 1)))
              : 0;
      float alpha = run.table.alphaCumprod(below);
      Tensor denoised = run.denoised(x, sigma);
      Tensor epsilon = Run.derivative(x, denoised, sigma);
      Tensor preserved =
          denoised.times(Float32.sqrt(alpha)).plus(epsilon.times(Float32.sqrt(1 - alpha)));
      if (eta == 0 || next == 0) {
        return preserved.times(Float32.sqrt(next * next + 1));
      }
      // At the least level this is a rounding below 0, and NaN in ComfyUI's fork.
      float variance = Math.max(0, next * next + 1 - 1 / alpha);
      return run.noisy(preserved.over(Float32.sqrt(alpha)), sigma, next, Float32.sqrt(variance));
    });
  }
}

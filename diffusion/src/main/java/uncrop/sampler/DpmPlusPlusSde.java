package uncrop.sampler;

import static uncrop.sampler.DpmSolver.level;
import static uncrop.sampler.DpmSolver.time;

import uncrop.schedule.Float32;
import uncrop.tensor.Tensor;

/**
 * DPM-Solver++ on the diffusion's stochastic equation (k-diffusion; Lu et al. 2022). They want
 * Brownian noise: {@code sde} asks for overlapping intervals, and all three for the same path at
 * any number of steps.
 */
final class DpmPlusPlusSde {
  private DpmPlusPlusSde() {}

  /** Second order, single step. */
  static Tensor singleStep(Run run) {
    float eta = run.eta(1);
    return run.overLevels((i, x, sigma, next) -> {
      Tensor denoised = run.denoised(x, sigma);
      if (next == 0) {
        return x.plus(Run.derivative(x, denoised, sigma).times(next - sigma));
      }
      float t = time(sigma);
      float middle = t + (time(next) - t) * 0.5f;
      Tensor x2 = half(run, x, denoised, t, middle, eta);
      Tensor denoised2 = run.denoised(x2, level(middle));
      // With the middle at one half, the first look counts nothing any more.
      return half(run, x, denoised2, t, time(next), eta);
    });
  }

  private static Tensor half(Run run, Tensor x, Tensor denoised, float t, float to, float eta) {
    Ancestral split = Ancestral.step(level(t), level(to), eta);
    float down = time(split.down());
    Tensor below = x.times(level(down) / level(t)).minus(denoised.times(Float32.expm1(t - down)));
    return run.noisy(below, level(t), level(to), split.up());
  }

  /** Second order, multistep, midpoint. */
  static Tensor multistep2(Run run) {
    float eta = run.eta(1);
    try (History history = new History(1)) {
      return run.overLevels((i, x, sigma, next) -> {
        Tensor denoised = run.denoised(x, sigma);
        if (next == 0) {
          return denoised;
        }
        float h = time(next) - time(sigma);
        float etaH = eta * h;
        float gain = -Float32.expm1(-h - etaH);
        Tensor stepped = x.times(next / sigma * Float32.exp(-etaH)).plus(denoised.times(gain));
        if (history.size() > 0) {
          float r = (time(sigma) - time(run.sigmas.at(i - 1))) / h;
          Tensor change = denoised.minus(history.get(0));
          stepped = stepped.plus(change.times(0.5f * gain * (1 / r)));
        }
        history.push(denoised);
        return withNoise(run, stepped, sigma, next, etaH);
      });
    }
  }

  /** Third order, multistep. */
  static Tensor multistep3(Run run) {
    float eta = run.eta(1);
    try (History history = new History(2)) {
      return run.overLevels((i, x, sigma, next) -> {
        Tensor denoised = run.denoised(x, sigma);
        if (next == 0) {
          return denoised;
        }
        float h = time(next) - time(sigma);
        float hEta = h * (eta + 1);
        Tensor stepped = x.times(Float32.exp(-hEta)).plus(denoised.times(-Float32.expm1(-hEta)));
        float phi2 = Float32.expm1(-hEta) / hEta + 1;
        if (history.size() == 2) {
          float r0 = (time(sigma) - time(run.sigmas.at(i - 1))) / h;
          float r1 = (time(run.sigmas.at(i - 1)) - time(run.sigmas.at(i - 2))) / h;
          Tensor latest = denoised.minus(history.get(0)).over(r0);
          Tensor bend = latest.minus(history.get(0).minus(history.get(1)).over(r1));
          Tensor d1 = latest.plus(bend.times(r0).over(r0 + r1));
          Tensor d2 = bend.over(r0 + r1);
          float phi3 = phi2 / hEta - 0.5f;
          stepped = stepped.plus(d1.times(phi2)).minus(d2.times(phi3));
        } else if (history.size() == 1) {
          float r = (time(sigma) - time(run.sigmas.at(i - 1))) / h;
          stepped = stepped.plus(denoised.minus(history.get(0)).over(r).times(phi2));
        }
        history.push(denoised);
        return withNoise(run, stepped, sigma, next, h * eta);
      });
    }
  }

  private static Tensor withNoise(Run run, Tensor x, float sigma, float next, float etaH) {
    if (etaH == 0) {
      return x;
    }
    float root = Float32.sqrt(-Float32.expm1(-2 * etaH));
    return run.noisy(x, sigma, next, next * root);
  }
}

package uncrop.sampler;

import static uncrop.sampler.DpmSolver.level;
import static uncrop.sampler.DpmSolver.time;

import uncrop.schedule.Float32;
import uncrop.tensor.Tensor;

/**
 * DPM-Solver++ (Lu et al. 2022, "DPM-Solver++: Fast Solver for Guided Sampling"): exact in the
 * linear part, with the predicted picture as what is integrated. Time is t = -ln sigma.
 */
final class DpmPlusPlus {
  private DpmPlusPlus() {}

  /** Second order, single step, with ancestral noise. */
  static Tensor ancestral2S(Run run) {
    float eta = run.eta(1);
    return run.overLevels((i, x, sigma, next) -> {
      Ancestral split = Ancestral.step(sigma, next, eta);
      Tensor denoised = run.denoised(x, sigma);
      if (split.down() == 0) {
        Tensor d = Run.derivative(x, denoised, sigma);
        return x.plus(d.times(split.down() - sigma));
      }
      float t = time(sigma);
      float h = time(split.down()) - t;
      float middle = t + 0.5f * h;
      Tensor x2 = x.times(level(middle) / level(t)).minus(denoised.times(Float32.expm1(-h * 0.5f)));
      Tensor denoised2 = run.denoised(x2, level(middle));
      Tensor below =
          x.times(level(time(split.down())) / level(t)).minus(denoised2.times(Float32.expm1(-h)));
      return next > 0 ? run.noisy(below, sigma, next, split.up()) : below;
    });
  }

  /** Second order, multistep. */
  static Tensor multistep2(Run run) {
    try (History history = new History(1)) {
      return run.overLevels((i, x, sigma, next) -> {
        Tensor denoised = run.denoised(x, sigma);
        Tensor picture = denoised;
        float t = time(sigma);
        float tNext = time(next);
        float h = tNext - t;
        if (history.size() > 0 && next > 0) {
          float r = (t - time(run.sigmas.at(i - 1))) / h;
          float weight = 1 / (2 * r);
          picture = denoised.times(1 + weight).minus(history.get(0).times(weight));
        }
        history.push(denoised);
        return x.times(level(tNext) / level(t)).minus(picture.times(Float32.expm1(-h)));
      });
    }
  }
}

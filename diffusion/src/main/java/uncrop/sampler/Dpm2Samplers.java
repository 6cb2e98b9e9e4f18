package uncrop.sampler;

import uncrop.schedule.Float32;
import uncrop.tensor.Tensor;

/**
 * Samplers that look at the direction half-way, where half-way is meant in ln sigma (Karras et al.
 * 2022 after DPM-Solver-2 of Lu et al. 2022).
 */
final class Dpm2Samplers {
  private Dpm2Samplers() {}

  static Tensor dpm2(Run run) {
    return run.overLevels((i, x, sigma, next) -> {
      Churned from = Churned.of(run, x, sigma, next);
      return step(run, from.x(), from.sigma(), next);
    });
  }

  static Tensor ancestral(Run run) {
    float eta = run.eta(1);
    return run.overLevels((i, x, sigma, next) -> {
      Ancestral split = Ancestral.step(sigma, next, eta);
      Tensor below = step(run, x, sigma, split.down());
      return split.down() > 0 && split.up() > 0 ? run.noisy(below, sigma, next, split.up()) : below;
    });
  }

  private static Tensor step(Run run, Tensor x, float sigma, float next) {
    Tensor d = run.derivative(x, sigma);
    if (next == 0) {
      return x.plus(d.times(next - sigma));
    }
    float log = Float32.log(sigma);
    float logNext = Float32.log(next);
    float middle = Float32.exp(logNext - (logNext - log) * 0.5f);
    Tensor x2 = x.plus(d.times(middle - sigma));
    Tensor d2 = run.derivative(x2, middle);
    return x.plus(d2.times(next - sigma));
  }
}

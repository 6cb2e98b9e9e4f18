package uncrop.sampler;

import uncrop.schedule.Float32;
import uncrop.tensor.Tensor;

/**
 * Latents with some noise added before a step, at the level that they then have (Karras et al.
 * 2022, algorithm 2, lines 4 to 6).
 */
record Churned(Tensor x, float sigma) {
  private static final double MOST = Math.sqrt(2) - 1;

  /** Without churn, as by default, x itself. */
  static Churned of(Run run, Tensor x, float sigma, float next) {
    Knobs knobs = run.knobs;
    boolean inWindow = knobs.churnFrom() <= sigma && sigma <= knobs.churnTo();
    double gamma = inWindow ? Math.min(knobs.churn() / run.sigmas.steps(), MOST) : 0;
    if (gamma == 0) {
      return new Churned(x, sigma);
    }
    float raised = sigma * (float) (gamma + 1);
    float deviation = Float32.sqrt(raised * raised - sigma * sigma);
    return new Churned(run.noisy(x, sigma, next, deviation), raised);
  }
}

package uncrop.sampler;

import static uncrop.sampler.DpmSolver.level;
import static uncrop.sampler.DpmSolver.time;

import uncrop.schedule.Float32;
import uncrop.schedule.Sigmas;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * dpm_fast and dpm_adaptive: DPM-Solver over the whole range of levels, with steps of their own.
 * Both stop at the least level above 0 and do not denoise what is left there.
 */
final class DpmSolvers {
  private static final double RELATIVE_TOLERANCE = 0.05;
  private static final double ABSOLUTE_TOLERANCE = 0.0078;
  private static final double FIRST_STEP = 0.05;
  private static final double ACCEPTED = 0.81;
  private static final double NEAR_END = 1e-5;

  private DpmSolvers() {}

  /** Spends as many evaluations as there are steps, in even steps of order 3 as far as they go. */
  static Tensor fast(Run run) {
    int evaluations = run.sigmas.steps();
    int outer = evaluations / 3 + 1;
    float[] times = times(run.sigmas, outer);
    float eta = run.eta(0);
    Tensor x = run.initial;
    for (int i = 0; i < outer; i++) {
      float t = times[i];
      float next = times[i + 1];
      int order = order(evaluations, outer, i);
      Ancestral split = eta == 0 ? new Ancestral(0, 0) : Ancestral.step(level(t), level(next), eta);
      float to = eta == 0 ? next : Math.min(times[outer], time(split.down()));
      x =
          run.advance(
              i,
              outer,
              level(t),
              x,
              old -> {
                DpmSolver solver = new DpmSolver(run, old, t);
                Tensor stepped =
                    switch (order) {
                      case 1 -> solver.order1(to);
                      case 2 -> solver.order2(to, 0.5f);
                      default -> solver.order3(to);
                    };
                if (eta == 0) {
                  return stepped;
                }
                float reached = level(to);
                float wanted = level(next);
                float up = Float32.sqrt(Math.max(0, wanted * wanted - reached * reached));
                return run.noisy(stepped, level(t), wanted, up);
              });
    }
    return x;
  }

  /** The last steps have lower orders, so that the evaluations come out even. */
  private static int order(int evaluations, int outer, int i) {
    if (evaluations % 3 == 0) {
      return i < outer - 2 ? 3 : outer - i;
    }
    return i < outer - 1 ? 3 : evaluations % 3;
  }

  private static float[] times(Sigmas sigmas, int steps) {
    try (TensorScope _ = TensorScope.open()) {
      float start = time(sigmas.first());
      float end = time(end(sigmas));
      return Tensor.linspace(start, end, steps + 1).toFloats();
    }
  }

  private static float end(Sigmas sigmas) {
    return sigmas.last() == 0 ? sigmas.at(sigmas.steps() - 1) : sigmas.last();
  }

  /**
   * Steps of order 3, as long as their difference from order 2 stays small (Lu et al. 2022,
   * DPM-Solver-12 and -23). The number of steps asked for has no say.
   */
  static Tensor adaptive(Run run) {
    float end = time(end(run.sigmas));
    float s = time(run.sigmas.first());
    double h = FIRST_STEP;
    Tensor x = run.initial;
    try (History beforeLast = new History(1)) {
      beforeLast.push(x);
      for (int attempt = 0; s < end - NEAR_END; attempt++) {
        float from = s;
        float to = Math.min(end, s + (float) h);
        Attempt tried = new Attempt(run, beforeLast, from, to);
        x = run.advance(attempt, run.sigmas.steps(), level(from), x, tried);
        if (tried.accepted) {
          s = to;
        }
        h *= tried.factor;
      }
      return x;
    }
  }

  /** One try at a step, and by how much the next one is to be longer. */
  private static final class Attempt implements Run.Change {
    private final Run run;
    private final History lowOrder;
    private final float from;
    private final float to;
    private boolean accepted;
    private double factor;

    Attempt(Run run, History lowOrder, float from, float to) {
      this.run = run;
      this.lowOrder = lowOrder;
      this.from = from;
      this.to = to;
    }

    @Override
    public Tensor of(Tensor x) {
      DpmSolver solver = new DpmSolver(run, x, from);
      Tensor low = solver.order2(to, 1 / 3f);
      Tensor high = solver.order3(to);
      Tensor greatest =
          low.abs().times(RELATIVE_TOLERANCE).max(lowOrder.get(0).abs().times(RELATIVE_TOLERANCE));
      Tensor floor = Tensor.full(ABSOLUTE_TOLERANCE, x.dtype(), 1);
      double error =
          (float) low.minus(high).over(greatest.max(floor)).norm() / Math.sqrt(x.count());
      // An integral controller of order 3, limited softly.
      double proposed = Math.cbrt(1 / ((float) error + 1e-8));
      factor = 1 + Math.atan(proposed - 1);
      accepted = factor >= ACCEPTED;
      if (!accepted) {
        return x;
      }
      lowOrder.push(low);
      return high;
    }
  }
}

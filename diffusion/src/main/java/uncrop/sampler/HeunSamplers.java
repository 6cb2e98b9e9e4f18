package uncrop.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import uncrop.schedule.Curves;
import uncrop.schedule.Float32;
import uncrop.schedule.Sigmas;
import uncrop.tensor.Tensor;

/** Samplers that look at the direction at the end of a step before they take it. */
final class HeunSamplers {
  private static final int FEWEST_WITH_RESTART = 20;
  private static final int FEWEST_WITH_TWO_RESTARTS = 36;
  private static final float RESTART_BELOW = 0.1f;
  private static final float RESTART_AT = 2;

  private HeunSamplers() {}

  /** Karras et al. 2022, algorithm 2. */
  static Tensor heun(Run run) {
    return run.overLevels((i, x, sigma, next) -> {
      Churned from = Churned.of(run, x, sigma, next);
      return step(run, from.x(), from.sigma(), next);
    });
  }

  private static Tensor step(Run run, Tensor x, float sigma, float next) {
    Tensor d = run.derivative(x, sigma);
    Tensor euler = x.plus(d.times(next - sigma));
    if (next == 0) {
      return euler;
    }
    Tensor d2 = run.derivative(euler, next);
    return x.plus(d.plus(d2).over(2).times(next - sigma));
  }

  /**
   * Heun with up to two directions ahead, weighted by their levels in relation to the first of the
   * run: nearly Euler where there is little noise (ComfyUI's heunpp2).
   */
  static Tensor heunPlusPlus(Run run) {
    float first = run.sigmas.first();
    float end = run.sigmas.last();
    return run.overLevels((i, x, sigma, next) -> {
      Churned from = Churned.of(run, x, sigma, next);
      Tensor d = run.derivative(from.x(), from.sigma());
      Tensor x2 = from.x().plus(d.times(next - from.sigma()));
      if (next == end) {
        return x2;
      }
      float afterNext = run.sigmas.at(i + 2);
      Tensor d2 = run.derivative(x2, next);
      Tensor mixed;
      if (afterNext == end) {
        float w2 = next / (2 * first);
        mixed = d.times(1 - w2).plus(d2.times(w2));
      } else {
        Tensor x3 = x2.plus(d2.times(afterNext - next));
        Tensor d3 = run.derivative(x3, afterNext);
        float w2 = next / (3 * first);
        float w3 = afterNext / (3 * first);
        mixed = d.times(1 - w2 - w3).plus(d2.times(w2)).plus(d3.times(w3));
      }
      return from.x().plus(mixed.times(next - from.sigma()));
    });
  }

  /**
   * Heun steps that, near the end, go back up by adding noise and come down again (Xu et al. 2023,
   * "Restart Sampling for Improving Generative Processes").
   */
  static Tensor restart(Run run) {
    int total = run.sigmas.steps();
    List<float[]> hops = hops(run.sigmas);
    Tensor x = run.initial;
    float reached = hops.getFirst()[0];
    for (int i = 0; i < hops.size(); i++) {
      float sigma = hops.get(i)[0];
      float next = hops.get(i)[1];
      float before = reached;
      x =
          run.advance(
              i,
              total,
              sigma,
              x,
              old -> {
                float rise = Float32.sqrt(Math.max(0, sigma * sigma - before * before));
                Tensor risen = before < sigma ? run.noisy(old, before, sigma, rise) : old;
                return step(run, risen, sigma, next);
              });
      reached = next;
    }
    return x;
  }

  /** From level to level; as many hops as the plan has steps. */
  private static List<float[]> hops(Sigmas plan) {
    int steps = plan.steps();
    if (steps < FEWEST_WITH_RESTART) {
      return hopsOf(plan.toArray());
    }
    boolean twice = steps >= FEWEST_WITH_TWO_RESTARTS;
    int restartSteps = twice ? steps / 4 : 9;
    int times = twice ? 2 : 1;
    float[] base =
        Curves.karras(steps - restartSteps * times, plan.at(steps - 1), plan.first()).toArray();
    int bottom = nearest(base, RESTART_BELOW);
    int top = nearest(base, RESTART_AT);
    List<float[]> hops = new ArrayList<>(hopsOf(Arrays.copyOf(base, bottom + 1)));
    if (top < bottom) {
      float[] again = Curves.karras(restartSteps + 1, base[bottom], base[top]).toArray();
      for (int time = 0; time < times; time++) {
        hops.addAll(hopsOf(Arrays.copyOf(again, restartSteps + 1)));
      }
    }
    hops.addAll(hopsOf(Arrays.copyOfRange(base, bottom, base.length)));
    return hops;
  }

  private static List<float[]> hopsOf(float... levels) {
    List<float[]> hops = new ArrayList<>();
    for (int i = 0; i + 1 < levels.length; i++) {
      hops.add(new float[] {levels[i], levels[i + 1]});
    }
    return hops;
  }

  private static int nearest(float[] levels, float wanted) {
    int nearest = 0;
    for (int i = 1; i < levels.length; i++) {
      if (Math.abs(levels[i] - wanted) < Math.abs(levels[nearest] - wanted)) {
        nearest = i;
      }
    }
    return nearest;
  }
}

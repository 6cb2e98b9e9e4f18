package uncrop.sampler;

import java.util.HashMap;
import java.util.Map;
import uncrop.schedule.Float32;
import uncrop.tensor.Tensor;

/**
 * The steps of DPM-Solver (Lu et al. 2022, "DPM-Solver: A Fast ODE Solver", algorithms 1 and 2) in
 * t = -ln sigma, from x at one time. Evaluations that two orders share are made once.
 */
final class DpmSolver {
  private final Run run;
  private final Tensor x;
  private final float t;
  private final Map<Float, Tensor> inner = new HashMap<>();
  private final Tensor epsilon;

  DpmSolver(Run run, Tensor x, float t) {
    this.run = run;
    this.x = x;
    this.t = t;
    this.epsilon = run.derivative(x, level(t));
  }

  static float time(float sigma) {
    return -Float32.log(sigma);
  }

  static float level(float time) {
    return Float32.exp(-time);
  }

  Tensor order1(float next) {
    return x.minus(epsilon.times(level(next) * Float32.expm1(next - t)));
  }

  /**
   * @param r1 where in the step to look a second time
   */
  Tensor order2(float next, float r1) {
    float gain = level(next) * Float32.expm1(next - t);
    Tensor change = lookAhead(next, r1).minus(epsilon);
    return x.minus(epsilon.times(gain))
        .minus(change.times(level(next) / (2 * r1) * Float32.expm1(next - t)));
  }

  Tensor order3(float next) {
    float r1 = 1 / 3f;
    float r2 = 2 / 3f;
    float h = next - t;
    Tensor change1 = lookAhead(next, r1).minus(epsilon);
    float s2 = t + r2 * h;
    float phi2 = Float32.expm1(r2 * h) / (r2 * h) - 1;
    Tensor u2 =
        x.minus(epsilon.times(level(s2) * Float32.expm1(r2 * h)))
            .minus(change1.times(level(s2) * (r2 / r1) * phi2));
    Tensor change2 = run.derivative(u2, level(s2)).minus(epsilon);
    float phi3 = Float32.expm1(h) / h - 1;
    return x.minus(epsilon.times(level(next) * Float32.expm1(h)))
        .minus(change2.times(level(next) / r2 * phi3));
  }

  private Tensor lookAhead(float next, float r1) {
    float h = next - t;
    float s1 = t + r1 * h;
    return inner.computeIfAbsent(
        s1,
        time ->
            run.derivative(
                x.minus(epsilon.times(level(time) * Float32.expm1(r1 * h))), level(time)));
  }
}

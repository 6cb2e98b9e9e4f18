package uncrop.sampler;

import uncrop.schedule.Sigmas;
import uncrop.tensor.Tensor;

/**
 * lms: the linear multistep method of order 4 (Adams and Bashforth on uneven levels). The direction
 * is the polynomial through the last four, integrated over the step.
 */
final class LinearMultistep {
  private static final int ORDER = 4;

  private LinearMultistep() {}

  static Tensor sample(Run run) {
    try (History directions = new History(ORDER)) {
      return run.overLevels((i, x, sigma, next) -> {
        directions.push(run.derivative(x, sigma));
        Tensor sum = null;
        for (int j = 0; j < directions.size(); j++) {
          Tensor term = directions.get(j).times(coefficient(run.sigmas, i, j, directions.size()));
          sum = sum == null ? term : sum.plus(term);
        }
        return sum == null ? x : x.plus(sum);
      });
    }
  }

  /**
   * The integral from level i to level i + 1 of the Lagrange polynomial that is 1 at level i - j
   * and 0 at the other known ones. Simpson's rule is exact for it: its degree is at most 3.
   */
  static double coefficient(Sigmas sigmas, int i, int j, int order) {
    double from = sigmas.at(i);
    double to = sigmas.at(i + 1);
    double middle = (from + to) / 2;
    return (to - from)
        / 6
        * (lagrange(sigmas, i, j, order, from)
            + 4 * lagrange(sigmas, i, j, order, middle)
            + lagrange(sigmas, i, j, order, to));
  }

  private static double lagrange(Sigmas sigmas, int i, int j, int order, double tau) {
    double product = 1;
    for (int m = 0; m < order; m++) {
      if (m != j) {
        double level = sigmas.at(i - m);
        product *= (tau - level) / (sigmas.at(i - j) - level);
      }
    }
    return product;
  }
}

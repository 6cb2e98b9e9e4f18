package uncrop.schedule;

import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Spreads of noise levels that need no table. */
public final class Curves {
  private static final double RHO = 7;

  /** Published by the authors of Align Your Steps for Stable Diffusion 1.5: ten steps. */
  static final double[] ALIGNED_SD15 = {
    14.6146412293,
    6.4745760956,
    3.8636745985,
    2.6946151520,
    1.8841921177,
    1.3943805092,
    0.9642583904,
    0.6523686016,
    0.3977456272,
    0.1515232662,
    0.0291671582
  };

  /** And for SDXL. */
  static final double[] ALIGNED_SDXL = {
    14.6146412293,
    6.3184485287,
    3.7681790315,
    2.1811480769,
    1.3405244945,
    0.8620721141,
    0.5550693289,
    0.3798540708,
    0.2332364134,
    0.1114188177,
    0.0291671582
  };

  private Curves() {}

  /**
   * Karras et al. 2022, equation 5, with rho = 7. The first level comes out a hair above the
   * maximum: float32, and the references have the same.
   *
   * @return the levels and then 0
   */
  public static Sigmas karras(int steps, double sigmaMin, double sigmaMax) {
    double least = Math.pow(sigmaMin, 1 / RHO);
    double most = Math.pow(sigmaMax, 1 / RHO);
    try (TensorScope _ = TensorScope.open()) {
      Tensor ramp = Tensor.linspace(0, 1, steps);
      return Sigmas.toZero(ramp.times(least - most).plus(most).pow(RHO).toFloats());
    }
  }

  static Sigmas exponential(int steps, double sigmaMin, double sigmaMax) {
    try (TensorScope _ = TensorScope.open()) {
      Tensor logs = Tensor.linspace(Math.log(sigmaMax), Math.log(sigmaMin), steps);
      return Sigmas.toZero(logs.exp().toFloats());
    }
  }

  /** Published levels at another number of steps: linear in ln sigma, the last one then 0. */
  static Sigmas aligned(double[] published, int steps) {
    float[] levels = new float[steps];
    for (int i = 0; i < steps; i++) {
      double place = (double) i / steps * (published.length - 1);
      int low = (int) place;
      double weight = place - low;
      levels[i] =
          weight == 0
              ? (float) published[low]
              : (float)
                  Math.exp(
                      (1 - weight) * Math.log(published[low])
                          + weight * Math.log(published[low + 1]));
    }
    return Sigmas.toZero(levels);
  }
}

package uncrop.focus;

import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * A joint bilateral filter (Petschnigg et al. 2004; Eisemann and Durand 2004): blurs one tensor
 * where another is even, and leaves it where that has edges.
 */
final class Sharpness {
  /*
   * Each output is a weighted mean over a window of 13 x 13, mirrored at the border. A weight is a
   * Gaussian of the distance, of deviation 3, times one of how much the guide differs there, of the
   * same deviation: summed over its channels, after these were normalised together. All channels
   * share the weights.
   *
   * Shift by shift: what is held is two sums and what one shift needs, so that 169 shifts of latents
   * take no more memory than a few.
   */
  private static final int REACH = 6;
  private static final double DEVIATION = 3;
  private static final double EPS = 1e-5;

  private Sharpness() {}

  /**
   * @param input [B, C, h, w]
   * @param guide of the same shape
   * @return of the same shape, for the scope that is open
   */
  static Tensor filtered(Tensor input, Tensor guide) {
    try (TensorScope scope = TensorScope.open()) {
      long height = input.size(2);
      long width = input.size(3);
      Tensor even = normalised(guide);
      Tensor wideGuide = Border.mirrored(even, REACH);
      Tensor wideInput = Border.mirrored(input, REACH);
      Tensor sum = input.times(0);
      Tensor weights = even.narrow(1, 0, 1).times(0);
      for (int y = 0; y <= 2 * REACH; y++) {
        for (int x = 0; x <= 2 * REACH; x++) {
          try (TensorScope shift = TensorScope.open()) {
            Tensor there = wideGuide.narrow(2, y, height).narrow(3, x, width);
            Tensor apart = there.minus(even).abs().sum(1, true);
            Tensor weight = apart.times(apart).timesInPlace(-0.5 / (DEVIATION * DEVIATION)).exp();
            weight.timesInPlace(near(y - REACH) * near(x - REACH));
            sum.addInPlace(wideInput.narrow(2, y, height).narrow(3, x, width).times(weight));
            weights.addInPlace(weight);
          }
        }
      }
      return scope.keep(sum.over(weights));
    }
  }

  /** Each of a batch on its own, over all channels. */
  private static Tensor normalised(Tensor guide) {
    Tensor mean = guide.mean(true, 1, 2, 3);
    Tensor deviation = guide.std(true, 1, 2, 3);
    return guide.minus(mean).over(deviation.plus(EPS));
  }

  private static double near(int distance) {
    return Math.exp(-0.5 * distance * distance / (DEVIATION * DEVIATION));
  }
}

package uncrop.noise;

import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;

/**
 * Where a sampler gets the noise that it adds on its way: one tensor of the latents' shape, each
 * element of mean 0 and variance 1.
 */
@FunctionalInterface
public interface Noise {
  /**
   * @param sigma the noise level that the sampler leaves
   * @param next the level that it goes to; a Brownian path correlates overlapping intervals, other
   *     sources ignore both
   */
  Tensor between(double sigma, double next);

  /**
   * Independent FP32 draws from torch's stream, one after the other. The stream stays the caller's.
   */
  static Noise of(RandomStream stream, long... shape) {
    long[] fixed = shape.clone();
    return (sigma, next) -> stream.normal(DType.FP32, fixed);
  }
}

package uncrop.sampler;

import uncrop.tensor.Tensor;

/** Between what the positive and what the negative prompt make of noisy latents. */
public interface Guidance {
  /** How far to go beyond the negative prompt's picture; at 1 it is not asked for. */
  double scale();

  /**
   * @param x noisy latents, FP32 [B, C, h, w]
   * @param positive the picture that the positive prompt makes of them
   * @param negative the negative prompt's
   * @param timestep 0 to 999
   * @return the picture to believe, for the scope that is open
   */
  Tensor guided(Tensor x, Tensor positive, Tensor negative, int timestep);

  /** Classifier-free guidance as it was published (Ho and Salimans 2022, equation 6). */
  static Guidance plain(double scale) {
    return new Plain(scale);
  }

  /**
   * @param scale above 1 to go beyond
   */
  record Plain(double scale) implements Guidance {
    @Override
    public Tensor guided(Tensor x, Tensor positive, Tensor negative, int timestep) {
      return negative.plus(positive.minus(negative).times(scale));
    }
  }
}

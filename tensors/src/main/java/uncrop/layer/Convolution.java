package uncrop.layer;

import uncrop.tensor.Tensor;

/** A convolution over [N, C, H, W] tensors that lie in memory as [N, H, W, C]. */
public interface Convolution {
  /**
   * @return [N, out, H', W'] of [N, in, H, W]
   */
  Tensor apply(Tensor x);

  /**
   * Adds the result to a tensor that is used up by it.
   *
   * @param sum [N, out, H', W'], channels last; holds the sum afterwards
   * @return sum
   */
  default Tensor addTo(Tensor sum, Tensor x) {
    return sum.addInPlace(apply(x));
  }
}

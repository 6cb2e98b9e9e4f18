package uncrop.layer;

import uncrop.tensor.Tensor;

/** x W^T + b over the last dimension. */
public interface Linear {
  /**
   * @return [..., out] of [..., in]
   */
  Tensor apply(Tensor x);

  /**
   * Adds the result to a tensor that is used up by it.
   *
   * @param sum [..., out], dense; holds the sum afterwards
   * @return sum
   */
  default Tensor addTo(Tensor sum, Tensor x) {
    return sum.addInPlace(apply(x));
  }
}

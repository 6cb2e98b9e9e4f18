package uncrop.layer;

import uncrop.tensor.Tensor;

/**
 * Brings each group of channels to mean 0 and variance 1, then scales and shifts each channel (Wu
 * and He, Group Normalization, 2018).
 */
public final class GroupNorm {
  private final int groups;
  private final Tensor weight;
  private final Tensor bias;
  private final double eps;

  GroupNorm(int groups, Tensor weight, Tensor bias, double eps) {
    this.groups = groups;
    this.weight = weight;
    this.bias = bias;
    this.eps = eps;
  }

  /**
   * @param x [N, C, H, W]
   */
  public Tensor apply(Tensor x) {
    // libtorch takes the variance of pictures that lie channels last as the mean square less the
    // square of the mean: where a group hardly varies, nothing is left of it. In C order it does
    // not.
    return x.contiguous().groupNorm(groups, weight, bias, eps).channelsLast();
  }

  /** Followed by x * sigmoid(x), as nearly everywhere in these networks. */
  public Tensor applySilu(Tensor x) {
    return apply(x).siluInPlace();
  }
}

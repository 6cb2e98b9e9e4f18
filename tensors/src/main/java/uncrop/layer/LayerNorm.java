package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.NORM;

import uncrop.tensor.Tensor;

/** Brings each token to mean 0 and variance 1, then scales and shifts each feature. */
public final class LayerNorm {
  private final Tensor weight;
  private final Tensor bias;
  private final double eps;

  LayerNorm(Tensor weight, Tensor bias, double eps) {
    this.weight = weight;
    this.bias = bias;
    this.eps = eps;
  }

  /**
   * @param x [..., width]
   */
  public Tensor apply(Tensor x) {
    long started = OperatorTimes.now();
    Tensor result = x.layerNorm(weight, bias, eps);
    OperatorTimes.add(NORM, started, 8.0 * x.count());
    return result;
  }
}

package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.LINEAR;

import org.jspecify.annotations.Nullable;
import uncrop.tensor.Tensor;

/**
 * A linear layer as libtorch has it, on any device.
 *
 * @param weight [out, in]
 * @param bias [out]
 */
record LibtorchLinear(Tensor weight, @Nullable Tensor bias) implements Linear {
  @Override
  public Tensor apply(Tensor x) {
    long started = OperatorTimes.now();
    Tensor result = x.linear(weight, bias);
    OperatorTimes.add(LINEAR, started, 2.0 * result.count() * weight.size(1));
    return result;
  }
}

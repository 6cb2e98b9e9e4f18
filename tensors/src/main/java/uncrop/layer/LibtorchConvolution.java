package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.CONVOLUTION;

import org.jspecify.annotations.Nullable;
import uncrop.tensor.Tensor;

/**
 * A convolution as libtorch has it, on any device.
 *
 * @param weight [out, in, kernel, kernel], channels last as the pictures are
 * @param bias [out]
 */
record LibtorchConvolution(Tensor weight, @Nullable Tensor bias, int stride, int padding)
    implements Convolution {
  @Override
  public Tensor apply(Tensor x) {
    long started = OperatorTimes.now();
    Tensor result = x.conv2d(weight, bias, stride, padding);
    OperatorTimes.add(CONVOLUTION, started, 2.0 * result.count() * weight.count() / weight.size(0));
    return result;
  }
}

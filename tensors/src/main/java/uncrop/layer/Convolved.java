package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.CONVOLUTION;

import java.util.List;
import uncrop.onednn.PackedConvolution;
import uncrop.onednn.Quantized;
import uncrop.onednn.Then;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;

/** A convolution on packed weights. */
final class Convolved implements Convolution {
  private final PackedConvolution packed;

  Convolved(PackedConvolution packed) {
    this.packed = packed;
  }

  @Override
  public Tensor apply(Tensor x) {
    long height = packed.size(x.size(2));
    long width = packed.size(x.size(3));
    // Allocated as it will lie, then seen as [N, C, H, W].
    Tensor result = Tensor.empty(x.dtype(), x.size(0), height, width, packed.out());
    return into(result.permute(0, 3, 1, 2), x, Dense.NOTHING);
  }

  @Override
  public Tensor addTo(Tensor sum, Tensor x) {
    if (!sum.isChannelsLast()) {
      throw new TensorFault("the sum " + sum + " does not lie channels last");
    }
    return into(sum, x, Dense.ADD);
  }

  private Tensor into(Tensor destination, Tensor x, List<Then> thens) {
    if (x.rank() != 4 || x.size(1) != packed.in() || destination.size(1) != packed.out()) {
      throw new TensorFault(
          "a convolution from %d to %d channels does not take %s into %s"
              .formatted(packed.in(), packed.out(), x, destination));
    }
    Tensor from = x.channelsLast();
    long started = OperatorTimes.now();
    if (packed.isQuantized()) {
      try (Quantized quantized = Quantized.whole(from)) {
        run(quantized.values(), quantized.scale(), destination, thens);
      }
    } else {
      run(from, 1, destination, thens);
    }
    OperatorTimes.add(CONVOLUTION, started, 2.0 * destination.count() * packed.taps());
    return destination;
  }

  private void run(Tensor x, float scale, Tensor destination, List<Then> thens) {
    packed.run(x.size(0), x.size(2), x.size(3), x.address(), scale, destination.address(), thens);
  }
}

package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.LINEAR;

import java.util.List;
import uncrop.onednn.PackedLinear;
import uncrop.onednn.Quantized;
import uncrop.onednn.Then;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;

/** A linear layer on packed weights. */
final class Dense implements Linear {
  static final List<Then> NOTHING = List.of();
  static final List<Then> ADD = List.of(new Then.AddDestination());

  private final PackedLinear packed;

  Dense(PackedLinear packed) {
    this.packed = packed;
  }

  @Override
  public Tensor apply(Tensor x) {
    long[] shape = x.shape();
    shape[shape.length - 1] = packed.out();
    return into(Tensor.empty(x.dtype(), shape), x, NOTHING);
  }

  @Override
  public Tensor addTo(Tensor sum, Tensor x) {
    return into(sum, x, ADD);
  }

  private Tensor into(Tensor destination, Tensor x, List<Then> thens) {
    if (x.size(-1) != packed.in() || destination.size(-1) != packed.out()) {
      throw new TensorFault(
          "a linear layer from %d to %d does not take %s into %s"
              .formatted(packed.in(), packed.out(), x, destination));
    }
    Rows to = Rows.of(destination);
    if (to.tensor() != destination) {
      throw new TensorFault("the rows of " + destination + " do not lie evenly in memory");
    }
    long started = OperatorTimes.now();
    if (packed.isQuantized()) {
      runQuantized(x.contiguous(), destination.address(), to, thens);
    } else {
      Rows from = Rows.of(x);
      packed.run(
          from.count(),
          from.tensor().address(),
          from.stride(),
          destination.address(),
          to.stride(),
          thens);
    }
    OperatorTimes.add(LINEAR, started, 2.0 * to.count() * packed.in() * packed.out());
    return destination;
  }

  private void runQuantized(Tensor x, long destination, Rows to, List<Then> thens) {
    try (Quantized quantized = Quantized.whole(x)) {
      packed.run(
          to.count(),
          quantized.values().address(),
          packed.in(),
          quantized.scale(),
          destination,
          to.stride(),
          thens);
    }
  }
}

package uncrop.models;

import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.layer.Precision;
import uncrop.layer.Weights;
import uncrop.tensor.DType;
import uncrop.tensor.OutOfTensorMemory;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;
import uncrop.tensor.TensorScope;

/** Times a linear layer of the kind that the networks are full of, on the code that they run on. */
final class LinearProducts {
  /** A thousandth of a network's step: a few milliseconds, tens where BF16 is emulated. */
  private static final int ROWS = 512;

  private static final int WIDTH = 1024;

  /** In nanoseconds; the first products, which are compiled, come on top. */
  private static final long BUDGET = 500_000_000;

  /** All weights are this, and nothing is read from a disk. */
  private static final Weights SAME =
      new Weights() {
        @Override
        public Tensor get(String name, long... shape) {
          return Tensor.full(1.0 / WIDTH, DType.FP32, shape);
        }

        @Override
        public boolean has(String name) {
          return true;
        }

        @Override
        public long[] shape(String name) {
          return name.endsWith(".bias") ? new long[] {WIDTH} : new long[] {WIDTH, WIDTH};
        }
      };

  private LinearProducts() {}

  /**
   * How many times as fast as FP32 this machine computes in BF16; 0 if it cannot. Takes a second at
   * most once libtorch is loaded.
   */
  static double bf16Speedup() {
    try (TensorScope scope = TensorScope.open();
        Layers single = new Layers(SAME, Precision.FP32);
        Layers half = new Layers(SAME, Precision.BF16)) {
      Product inSingle = Product.of(single);
      inSingle.nanoseconds();
      Product inHalf;
      try {
        inHalf = Product.of(half);
        inHalf.nanoseconds();
      } catch (OutOfTensorMemory e) {
        throw e;
      } catch (TensorFault noInstructions) {
        return 0;
      }
      // By turns, and the fastest of each: what else runs here disturbs both alike.
      long[] fastest = {Long.MAX_VALUE, Long.MAX_VALUE};
      long end = System.nanoTime() + BUDGET;
      do {
        fastest[0] = Math.min(fastest[0], inSingle.nanoseconds());
        fastest[1] = Math.min(fastest[1], inHalf.nanoseconds());
      } while (System.nanoTime() - end < 0);
      return (double) fastest[0] / fastest[1];
    }
  }

  private record Product(Linear layer, Tensor x) {
    static Product of(Layers layers) {
      return new Product(
          layers.linear("linear", WIDTH, WIDTH, true),
          layers.entering(Tensor.full(1, DType.FP32, ROWS, WIDTH)));
    }

    long nanoseconds() {
      try (TensorScope scope = TensorScope.open()) {
        long started = System.nanoTime();
        layer.apply(x);
        return Math.max(1, System.nanoTime() - started);
      }
    }
  }
}

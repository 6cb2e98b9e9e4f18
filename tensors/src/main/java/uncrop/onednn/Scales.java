package uncrop.onednn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * By what the whole numbers of each output channel are multiplied: the weights' own scales times
 * the source's, which is another one in each call.
 */
final class Scales implements AutoCloseable {
  private final float[] weights;
  private final Tensor product;

  /**
   * @param weights [out], FP32; not needed afterwards
   */
  Scales(Tensor weights) {
    this.weights = weights.toFloats();
    this.product = TensorScope.release(Tensor.empty(DType.FP32, this.weights.length));
  }

  private long times(float source) {
    MemorySegment segment = product.segment();
    for (int i = 0; i < weights.length; i++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, weights[i] * source);
    }
    return product.address();
  }

  /** The addresses that a {@link Product} takes, in its order. */
  static long[] arguments(
      long source,
      Packed weight,
      @Nullable Tensor bias,
      long destination,
      @Nullable Scales scales,
      float sourceScale) {
    int lead = bias == null ? 3 : 4;
    long[] addresses = new long[scales == null ? lead : lead + 1];
    addresses[0] = source;
    addresses[1] = weight.address();
    if (bias != null) {
      addresses[2] = bias.address();
    }
    addresses[lead - 1] = destination;
    if (scales != null) {
      addresses[lead] = scales.times(sourceScale);
    }
    return addresses;
  }

  @Override
  public void close() {
    product.close();
  }
}

package uncrop.bench;

import uncrop.layer.Weights;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Any tensor that is asked for, filled with noise of a size that keeps what flows through a network
 * about as large as it was. For measuring: speed does not depend on what a network knows.
 */
final class RandomWeights implements Weights, AutoCloseable {
  private static final int POOL = 1 << 22;

  private final Tensor pool;
  private int next;

  RandomWeights(long seed) {
    try (RandomStream stream = RandomStream.seeded(seed)) {
      pool = TensorScope.release(stream.normal(DType.FP32, POOL));
    }
  }

  @Override
  public Tensor get(String name, long... shape) {
    try (TensorScope scope = TensorScope.open()) {
      long count = 1;
      for (long size : shape) {
        count *= size;
      }
      Tensor values = Tensor.empty(DType.FP32, count);
      for (long done = 0; done < count; ) {
        long length = Math.min(count - done, POOL - next);
        values.narrow(0, done, length).copyInPlace(pool.narrow(0, next, length));
        done += length;
        // An odd step, so that no two layers get the same noise.
        next = next + length >= POOL ? (int) ((next * 31L + 17) % 4096) : (int) (next + length);
      }
      if (shape.length > 1) {
        values.timesInPlace(0.8 / Math.sqrt((double) count / shape[0]));
      } else {
        values.timesInPlace(0.05);
        if (!name.endsWith("bias")) {
          values.addInPlace(1);
        }
      }
      return scope.keep(values.reshape(shape));
    }
  }

  @Override
  public boolean has(String name) {
    return true;
  }

  @Override
  public long[] shape(String name) {
    throw new UnsupportedOperationException("random weights have the shape that is asked for");
  }

  @Override
  public void close() {
    pool.close();
  }
}

package uncrop.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.bytedeco.pytorch.LongArrayRef;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.jspecify.annotations.Nullable;

/** The handle of a native tensor: what it is, what is in it, and its end. */
abstract sealed class NativeTensor implements AutoCloseable permits Arithmetic {
  final org.bytedeco.pytorch.Tensor handle;
  @Nullable TensorScope scope;
  private boolean closed;

  NativeTensor(org.bytedeco.pytorch.Tensor handle) {
    this.handle = handle;
  }

  public DType dtype() {
    return DType.of(handle.scalar_type());
  }

  /** Where its elements are. */
  public Device device() {
    return Device.of(handle.device());
  }

  public boolean isOnCpu() {
    return handle.is_cpu();
  }

  public int rank() {
    return (int) handle.dim();
  }

  /** The sizes of all dimensions; empty for a scalar. */
  public long[] shape() {
    return numbers(handle.sizes());
  }

  /** In elements, one for each dimension. */
  public long[] strides() {
    return numbers(handle.strides());
  }

  private static long[] numbers(LongArrayRef list) {
    long[] numbers = new long[(int) list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i);
    }
    return numbers;
  }

  /**
   * @param dim negative ones count from the last
   */
  public long size(int dim) {
    return Libtorch.call(() -> handle.size(dim));
  }

  /** How many elements there are. */
  public long count() {
    return handle.numel();
  }

  public boolean isContiguous() {
    return handle.is_contiguous();
  }

  /** Whether a [N, C, H, W] tensor lies in memory as [N, H, W, C]. */
  public boolean isChannelsLast() {
    return handle.dim() == 4 && handle.is_contiguous(MemoryFormat.ChannelsLast);
  }

  /** Where the first element lies, in the memory of its device. Valid while this tensor is open. */
  public long address() {
    return handle.data_ptr().address();
  }

  /**
   * The elements as they lie in memory, for dense tensors only. Valid while this tensor is open.
   *
   * @throws TensorFault if they are not in the machine's own memory
   */
  public MemorySegment segment() {
    if (!isOnCpu()) {
      throw new TensorFault("the elements of " + this + " are on " + device());
    }
    // libtorch has no address for no elements.
    return count() == 0
        ? MemorySegment.NULL
        : MemorySegment.ofAddress(address()).reinterpret(count() * dtype().bytes());
  }

  /** All elements in C order, whatever their dtype. */
  public float[] toFloats() {
    try (TensorScope inner = TensorScope.open()) {
      Tensor plain = ((Tensor) this).to(Device.CPU, DType.FP32).contiguous();
      return inner.size() == 0 && plain.count() == 0
          ? new float[0]
          : plain.segment().toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  /** All elements in C order; fractions are cut. */
  public long[] toLongs() {
    try (TensorScope inner = TensorScope.open()) {
      Tensor plain = ((Tensor) this).to(Device.CPU, DType.INT64).contiguous();
      return inner.size() == 0 && plain.count() == 0
          ? new long[0]
          : plain.segment().toArray(ValueLayout.JAVA_LONG);
    }
  }

  /** The value of a tensor with one element. */
  public double item() {
    return Libtorch.call(() -> handle.item().toDouble());
  }

  /**
   * Frees the memory now. Tensors that share it (views) keep it alive. Closing twice is harmless.
   */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (scope != null) {
        scope.forget((Tensor) this);
        scope = null;
      }
      handle.close();
    }
  }

  @Override
  public String toString() {
    return closed ? "closed tensor" : dtype() + " " + Arrays.toString(shape());
  }
}

package uncrop.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Weights in an order of oneDNN's own choice. Its bytes mean nothing to anyone else. */
final class Packed implements AutoCloseable {
  final dnnl_memory_desc description;
  private final Tensor bytes;

  private Packed(dnnl_memory_desc description, Tensor bytes) {
    this.description = description;
    this.bytes = bytes;
  }

  /**
   * Reorders, and converts where the dtypes differ.
   *
   * @param layout of the weights at the address
   * @param wanted belongs to the result
   */
  static Packed reorder(Layout layout, long address, dnnl_memory_desc wanted) {
    return reorder(layout.describe(), address, wanted);
  }

  /** A second copy in yet another order. */
  Packed reordered(dnnl_memory_desc wanted) {
    return reorder(description, address(), wanted);
  }

  private static Packed reorder(dnnl_memory_desc given, long address, dnnl_memory_desc wanted) {
    Tensor bytes = room(wanted);
    try (Reorder reorder = new Reorder(given, wanted)) {
      reorder.run(address, bytes.address());
    }
    return new Packed(wanted, bytes);
  }

  /** Memory for a tensor in an order of oneDNN's. */
  static Tensor room(dnnl_memory_desc wanted) {
    return TensorScope.release(Tensor.empty(DType.UINT8, dnnl.dnnl_memory_desc_get_size(wanted)));
  }

  /** A copy as a tensor, of weights whose order is a plain one. */
  Tensor as(Layout layout) {
    return TensorScope.release(Tensor.of(bytes.segment(), layout.dtype(), layout.dims()));
  }

  long address() {
    return bytes.address();
  }

  @Override
  public void close() {
    bytes.close();
  }
}

package uncrop.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.onednn.Primitive.Argument;
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
    Tensor bytes =
        TensorScope.release(Tensor.empty(DType.UINT8, dnnl.dnnl_memory_desc_get_size(wanted)));
    dnnl_primitive_desc reorder = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_reorder_primitive_desc_create(
            reorder, given, OneDnn.ENGINE, wanted, OneDnn.ENGINE, Primitive.attributes()),
        "reorder weights");
    try (Primitive primitive =
        new Primitive(
            reorder,
            List.of(
                new Argument(dnnl.DNNL_ARG_FROM, given), new Argument(dnnl.DNNL_ARG_TO, wanted)))) {
      primitive.run(address, bytes.address());
    }
    return new Packed(wanted, bytes);
  }

  long address() {
    return bytes.address();
  }

  @Override
  public void close() {
    bytes.close();
  }
}

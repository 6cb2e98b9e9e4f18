package uncrop.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.onednn.Primitive.Argument;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;

/**
 * A tensor as whole numbers from -127 to 127 and what to multiply them with. Symmetric, so that
 * zero stays zero and a convolution's padding needs no care.
 *
 * @param values INT8, of the shape and layout of the original
 * @param scales FP32: one, or one for each row
 */
public record Quantized(Tensor values, Tensor scales) implements AutoCloseable {
  private static final double TOP = 127;

  /** Weights: each row (the first dimension) by its own greatest value. */
  static Quantized byRow(Tensor weight) {
    Tensor rows = weight.reshape(weight.size(0), -1);
    Tensor scales = rows.abs().max(-1, true).over(TOP).max(Tensor.full(1e-12, DType.FP32, 1));
    Tensor values = rows.over(scales).round().to(DType.INT8).reshape(weight.shape());
    return new Quantized(values, scales.reshape(-1));
  }

  /**
   * What flows through a network: the whole tensor by its greatest value, in two passes over it.
   *
   * @param x FP32, dense in any order
   */
  public static Quantized whole(Tensor x) {
    double top = Math.max(x.max().item(), -x.min().item());
    // A tensor of zeros may have any scale; one with NaN becomes NaN everywhere.
    double scale = top > 0 || Double.isNaN(top) ? top / TOP : 1;
    Tensor factor = Tensor.full(1 / scale, DType.FP32, 1);
    Tensor values = like(x);
    long count = x.count();
    dnnl_primitive_attr attributes = Primitive.attributes();
    OneDnn.check(
        dnnl.dnnl_primitive_attr_set_scales_mask(attributes, dnnl.DNNL_ARG_SRC, 0), "scale");
    dnnl_memory_desc from = Layout.dense(DType.FP32, count).describe();
    dnnl_memory_desc to = Layout.dense(DType.INT8, count).describe();
    dnnl_memory_desc one = Layout.dense(DType.FP32, 1).describe();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_reorder_primitive_desc_create(
            description, from, OneDnn.ENGINE, to, OneDnn.ENGINE, attributes),
        "quantise");
    try (Primitive primitive =
        new Primitive(
            description,
            List.of(
                new Argument(dnnl.DNNL_ARG_FROM, from),
                new Argument(dnnl.DNNL_ARG_TO, to),
                new Argument(dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_SRC, one)))) {
      primitive.run(x.address(), values.address(), factor.address());
    }
    dnnl.dnnl_primitive_desc_destroy(description);
    return new Quantized(values, Tensor.full(scale, DType.FP32, 1));
  }

  private static Tensor like(Tensor x) {
    if (x.isContiguous()) {
      return Tensor.empty(DType.INT8, x.shape());
    }
    if (!x.isChannelsLast()) {
      throw new TensorFault(x + " is neither in C order nor channels last");
    }
    return Tensor.empty(DType.INT8, x.size(0), x.size(2), x.size(3), x.size(1)).permute(0, 3, 1, 2);
  }

  /** Of a whole tensor. */
  public float scale() {
    return (float) scales.item();
  }

  @Override
  public void close() {
    values.close();
    scales.close();
  }
}

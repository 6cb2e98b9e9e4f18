package uncrop.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;
import uncrop.onednn.Primitive.Argument;
import uncrop.tensor.DType;

/**
 * A matrix product or a convolution of fixed shapes: source, weights, bias if there is one,
 * destination and the tensors of its {@link Then}s.
 */
public final class Product implements AutoCloseable {
  private final Primitive primitive;
  private final dnnl_memory_desc weights;

  private Product(Primitive primitive, dnnl_memory_desc weights) {
    this.primitive = primitive;
    this.weights = weights;
  }

  /**
   * [..., M, K] times [..., K, N] is [..., M, N].
   *
   * @param bias [1, N], or none
   */
  static Product matmul(
      Layout source,
      dnnl_memory_desc weights,
      @Nullable Layout bias,
      Layout destination,
      List<Then> thens) {
    return matmul(source, weights, bias, destination, thens, false);
  }

  /**
   * @param scaled whether each column of the weights has a scale, the last of the arguments
   */
  static Product matmul(
      Layout source,
      dnnl_memory_desc weights,
      @Nullable Layout bias,
      Layout destination,
      List<Then> thens,
      boolean scaled) {
    dnnl_primitive_attr attributes = Primitive.attributes();
    List<Argument> tail = Then.attach(thens, attributes);
    if (scaled) {
      tail.add(scales(attributes, 1 << 1, destination.dims()[1]));
    }
    dnnl_memory_desc from = source.describe();
    dnnl_memory_desc plus = bias == null ? new dnnl_memory_desc() : bias.describe();
    dnnl_memory_desc to = destination.describe();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_matmul_primitive_desc_create(
            description, OneDnn.ENGINE, from, weights, plus, to, attributes),
        "multiply " + source + " into " + destination);
    return of(description, from, bias == null ? null : plus, to, tail);
  }

  /**
   * @param padding of the left and the top; the right and the bottom follow from the sizes
   * @param scaled whether each output channel of the weights has a scale, the last of the arguments
   */
  static Product convolution(
      Layout source,
      dnnl_memory_desc weights,
      @Nullable Layout bias,
      Layout destination,
      int kernel,
      int stride,
      int padding,
      List<Then> thens,
      boolean scaled) {
    dnnl_primitive_attr attributes = Primitive.attributes();
    List<Argument> tail = Then.attach(thens, attributes);
    if (scaled) {
      tail.add(scales(attributes, 1, destination.dims()[1]));
    }
    dnnl_memory_desc from = source.describe();
    dnnl_memory_desc plus = bias == null ? new dnnl_memory_desc() : bias.describe();
    dnnl_memory_desc to = destination.describe();
    long[] after = new long[2];
    for (int i = 0; i < 2; i++) {
      long reach = (destination.dims()[2 + i] - 1) * stride + kernel;
      after[i] = reach - source.dims()[2 + i] - padding;
    }
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_convolution_forward_primitive_desc_create(
            description,
            OneDnn.ENGINE,
            dnnl.dnnl_forward_inference,
            dnnl.dnnl_convolution_direct,
            from,
            weights,
            plus,
            to,
            new long[] {stride, stride},
            new long[] {0, 0},
            new long[] {padding, padding},
            after,
            attributes),
        "convolve " + source + " into " + destination);
    return of(description, from, bias == null ? null : plus, to, tail);
  }

  private static Argument scales(dnnl_primitive_attr attributes, int mask, long count) {
    OneDnn.check(
        dnnl.dnnl_primitive_attr_set_scales_mask(attributes, dnnl.DNNL_ARG_WEIGHTS, mask),
        "scale weights");
    return new Argument(
        dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_WEIGHTS,
        Layout.dense(DType.FP32, count).describe());
  }

  private static Product of(
      dnnl_primitive_desc description,
      dnnl_memory_desc source,
      @Nullable dnnl_memory_desc bias,
      dnnl_memory_desc destination,
      List<Argument> tail) {
    dnnl_memory_desc chosen = new dnnl_memory_desc();
    dnnl.dnnl_memory_desc_clone(
        chosen, dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_weights_md, 0));
    Freed.later(chosen);
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument(dnnl.DNNL_ARG_SRC, source));
    arguments.add(new Argument(dnnl.DNNL_ARG_WEIGHTS, chosen));
    if (bias != null) {
      arguments.add(new Argument(dnnl.DNNL_ARG_BIAS, bias));
    }
    arguments.add(new Argument(dnnl.DNNL_ARG_DST, destination));
    arguments.addAll(tail);
    Primitive primitive = new Primitive(description, arguments);
    dnnl.dnnl_primitive_desc_destroy(description);
    return new Product(primitive, chosen);
  }

  /** In which order it wants its weights. */
  dnnl_memory_desc weights() {
    return weights;
  }

  /** Source, weights, bias if there is one, destination, tensors of the thens. */
  void run(long... addresses) {
    primitive.run(addresses);
  }

  @Override
  public void close() {
    primitive.close();
  }
}

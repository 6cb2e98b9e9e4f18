package uncrop.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * x W^T + b with W in oneDNN's order, and in whole numbers of 8 bits if wanted. A product is
 * compiled for each number of rows it meets and kept. For one thread at a time.
 */
public final class PackedLinear implements AutoCloseable {
  /** A number of rows for which a good order of the weights is good for all others too. */
  private static final long TYPICAL_ROWS = 1024;

  private final DType source;
  private final DType destination;
  private final long in;
  private final long out;
  private final Packed weight;
  private final @Nullable Tensor bias;
  private final @Nullable Scales scales;
  private final Map<Shape, Product> products = new HashMap<>();

  private record Shape(long rows, long sourceStride, long destinationStride, List<Then> thens) {}

  private PackedLinear(
      Layout given,
      long address,
      DType destination,
      @Nullable Tensor bias,
      @Nullable Scales scales) {
    this.source = given.dtype();
    this.destination = destination;
    this.out = given.dims()[1];
    this.in = given.dims()[0];
    this.bias = bias == null ? null : TensorScope.release(bias);
    this.scales = scales;
    try (Product typical =
        product(
            new Shape(TYPICAL_ROWS, in, out, List.of()), Layout.free(source, in, out).describe())) {
      this.weight = Packed.reorder(given, address, typical.weights());
    }
  }

  /**
   * @param weight [out, in], dense; not needed afterwards
   * @param bias [out]; kept
   */
  public static PackedLinear of(Tensor weight, @Nullable Tensor bias) {
    return new PackedLinear(transposed(weight), weight.address(), weight.dtype(), bias, null);
  }

  /**
   * Takes numbers of 8 bits and gives FP32.
   *
   * @param weight [out, in], FP32, dense; not needed afterwards
   * @param bias [out], FP32; kept
   */
  public static PackedLinear quantized(Tensor weight, @Nullable Tensor bias) {
    try (Quantized quantized = Quantized.byRow(weight)) {
      return new PackedLinear(
          transposed(quantized.values()),
          quantized.values().address(),
          DType.FP32,
          bias,
          new Scales(quantized.scales()));
    }
  }

  private static Layout transposed(Tensor weight) {
    return new Layout(
        weight.dtype(),
        new long[] {weight.size(1), weight.size(0)},
        new long[] {1, weight.size(1)});
  }

  public boolean isQuantized() {
    return scales != null;
  }

  public long in() {
    return in;
  }

  public long out() {
    return out;
  }

  /**
   * @param sourceStride from row to row, in elements
   * @param thens none that needs a tensor
   */
  public void run(
      long rows,
      long source,
      long sourceStride,
      long destination,
      long destinationStride,
      List<Then> thens) {
    run(rows, source, sourceStride, 1, destination, destinationStride, thens);
  }

  /**
   * @param sourceScale by which the source's whole numbers are to be multiplied; only for quantised
   *     weights
   */
  public void run(
      long rows,
      long source,
      long sourceStride,
      float sourceScale,
      long destination,
      long destinationStride,
      List<Then> thens) {
    Product product =
        products.computeIfAbsent(
            new Shape(rows, sourceStride, destinationStride, thens),
            shape -> product(shape, weight.description));
    product.run(Scales.arguments(source, weight, bias, destination, scales, sourceScale));
  }

  private Product product(Shape shape, dnnl_memory_desc weights) {
    return Product.matmul(
        new Layout(source, new long[] {shape.rows, in}, new long[] {shape.sourceStride, 1}),
        weights,
        bias == null ? null : Layout.dense(destination, 1, out),
        new Layout(
            destination, new long[] {shape.rows, out}, new long[] {shape.destinationStride, 1}),
        shape.thens,
        isQuantized());
  }

  @Override
  public void close() {
    products.values().forEach(Product::close);
    products.clear();
    weight.close();
    if (bias != null) {
      bias.close();
    }
    if (scales != null) {
      scales.close();
    }
  }
}

package uncrop.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * x W^T + b with W in oneDNN's order. A product is compiled for each number of rows it meets and
 * kept. For one thread at a time.
 */
public final class PackedLinear implements AutoCloseable {
  /** A number of rows for which a good order of the weights is good for all others too. */
  private static final long TYPICAL_ROWS = 1024;

  private final DType dtype;
  private final long in;
  private final long out;
  private final Packed weight;
  private final @Nullable Tensor bias;
  private final Map<Shape, Product> products = new HashMap<>();

  private record Shape(long rows, long sourceStride, long destinationStride, List<Then> thens) {}

  /**
   * @param weight [out, in], dense; not needed afterwards
   * @param bias [out]; kept
   */
  public PackedLinear(Tensor weight, @Nullable Tensor bias) {
    this.dtype = weight.dtype();
    this.out = weight.size(0);
    this.in = weight.size(1);
    this.bias = bias == null ? null : TensorScope.release(bias);
    try (Product typical =
        Product.matmul(
            Layout.dense(dtype, TYPICAL_ROWS, in),
            Layout.free(dtype, in, out).describe(),
            biasLayout(),
            Layout.dense(dtype, TYPICAL_ROWS, out),
            List.of())) {
      Layout transposed = new Layout(dtype, new long[] {in, out}, new long[] {1, in});
      this.weight = Packed.reorder(transposed, weight.address(), typical.weights());
    }
  }

  private @Nullable Layout biasLayout() {
    return bias == null ? null : Layout.dense(dtype, 1, out);
  }

  public long in() {
    return in;
  }

  public long out() {
    return out;
  }

  /**
   * @param sourceStride from row to row, in elements
   * @param others the addresses of the thens' tensors
   */
  public void run(
      long rows,
      long source,
      long sourceStride,
      long destination,
      long destinationStride,
      List<Then> thens,
      long... others) {
    Product product =
        products.computeIfAbsent(
            new Shape(rows, sourceStride, destinationStride, thens), this::compile);
    int lead = bias == null ? 3 : 4;
    long[] addresses = new long[lead + others.length];
    addresses[0] = source;
    addresses[1] = weight.address();
    if (bias != null) {
      addresses[2] = bias.address();
    }
    addresses[lead - 1] = destination;
    System.arraycopy(others, 0, addresses, lead, others.length);
    product.run(addresses);
  }

  private Product compile(Shape shape) {
    return Product.matmul(
        new Layout(dtype, new long[] {shape.rows, in}, new long[] {shape.sourceStride, 1}),
        weight.description,
        biasLayout(),
        new Layout(dtype, new long[] {shape.rows, out}, new long[] {shape.destinationStride, 1}),
        shape.thens);
  }

  @Override
  public void close() {
    products.values().forEach(Product::close);
    products.clear();
    weight.close();
    if (bias != null) {
      bias.close();
    }
  }
}

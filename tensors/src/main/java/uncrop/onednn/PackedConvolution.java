package uncrop.onednn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * A convolution over channels-last tensors with its weights in oneDNN's order. The best order
 * depends on the size of the picture, so weights are reordered once more when a size wants another
 * one. In whole numbers of 8 bits if wanted. For one thread at a time.
 */
public final class PackedConvolution implements AutoCloseable {
  private final DType source;
  private final DType destination;
  private final long in;
  private final long out;
  private final int kernel;
  private final int stride;
  private final int padding;
  private final @Nullable Tensor bias;
  private final @Nullable Scales scales;
  private final Map<Shape, Product> products = new HashMap<>();
  private Packed packed;
  private @Nullable Winograd winograd;

  private record Shape(long n, long height, long width, List<Then> thens) {}

  private PackedConvolution(
      Tensor weight,
      DType destination,
      @Nullable Tensor bias,
      int stride,
      int padding,
      @Nullable Scales scales) {
    this.source = weight.dtype();
    this.destination = destination;
    this.out = weight.size(0);
    this.in = weight.size(1);
    this.kernel = (int) weight.size(2);
    this.stride = stride;
    this.padding = padding;
    this.bias = bias == null ? null : TensorScope.release(bias);
    this.scales = scales;
    Layout given = Layout.dense(source, out, in, kernel, kernel);
    try (Product typical = product(new Shape(2, 32L * stride, 32L * stride, List.of()))) {
      packed = Packed.reorder(given, weight.address(), typical.weights());
    }
  }

  /**
   * @param weight [out, in, kernel, kernel], dense; not needed afterwards
   * @param bias [out]; kept
   */
  public static PackedConvolution of(
      Tensor weight, @Nullable Tensor bias, int stride, int padding) {
    return new PackedConvolution(weight, weight.dtype(), bias, stride, padding, null);
  }

  /**
   * Takes numbers of 8 bits and gives FP32.
   *
   * @param weight [out, in, kernel, kernel], FP32, dense; not needed afterwards
   * @param bias [out], FP32; kept
   */
  public static PackedConvolution quantized(
      Tensor weight, @Nullable Tensor bias, int stride, int padding) {
    try (Quantized quantized = Quantized.byRow(weight)) {
      return new PackedConvolution(
          quantized.values(), DType.FP32, bias, stride, padding, new Scales(quantized.scales()));
    }
  }

  public boolean isQuantized() {
    return scales != null;
  }

  /** The height or width of the result for one of the input. */
  public long size(long before) {
    return (before + 2L * padding - kernel) / stride + 1;
  }

  /** Multiplications for one number of the result. */
  public long taps() {
    return in * kernel * kernel;
  }

  public long in() {
    return in;
  }

  public long out() {
    return out;
  }

  /**
   * @param source [n, in, height, width], channels last
   * @param sourceScale by which the source's whole numbers are to be multiplied; 1 but for
   *     quantised weights
   * @param destination [n, out, size(height), size(width)], channels last
   * @param thens none that needs a tensor
   */
  public void run(
      long n,
      long height,
      long width,
      long source,
      float sourceScale,
      long destination,
      List<Then> thens) {
    if (isExact() && Winograd.serves(in, out, n, height, width)) {
      winograd().run(n, height, width, source, destination, thens);
      return;
    }
    Shape shape = new Shape(n, height, width, thens);
    Product known = products.get(shape);
    Product product = known == null ? compiled(shape) : known;
    product.run(Scales.arguments(source, packed, bias, destination, scales, sourceScale));
  }

  /** A 3 x 3 convolution in FP32 that leaves the size as it is. */
  private boolean isExact() {
    return source == DType.FP32 && kernel == 3 && stride == 1 && padding == 1;
  }

  private Winograd winograd() {
    Winograd made = winograd;
    if (made == null) {
      Layout dense = Layout.dense(source, out, in, kernel, kernel);
      try (Packed plain = packed.reordered(dense.describe());
          Tensor weight = plain.as(dense)) {
        made = new Winograd(weight, bias);
      }
      winograd = made;
    }
    return made;
  }

  private Product compiled(Shape shape) {
    Product product = product(shape);
    if (dnnl.dnnl_memory_desc_equal(packed.description, product.weights()) == 0) {
      pack(product.weights());
    }
    products.put(shape, product);
    return product;
  }

  /** What was compiled for the order so far goes with it. */
  private void pack(dnnl_memory_desc wanted) {
    Packed before = packed;
    packed = before.reordered(wanted);
    before.close();
    closeProducts();
  }

  private void closeProducts() {
    products.values().forEach(Product::close);
    products.clear();
  }

  private Product product(Shape shape) {
    return Product.convolution(
        Layout.channelsLast(source, shape.n, in, shape.height, shape.width),
        Layout.free(source, out, in, kernel, kernel).describe(),
        bias == null ? null : Layout.dense(destination, out),
        Layout.channelsLast(destination, shape.n, out, size(shape.height), size(shape.width)),
        kernel,
        stride,
        padding,
        shape.thens,
        isQuantized());
  }

  @Override
  public void close() {
    closeProducts();
    packed.close();
    if (winograd != null) {
      winograd.close();
    }
    if (bias != null) {
      bias.close();
    }
    if (scales != null) {
      scales.close();
    }
  }
}

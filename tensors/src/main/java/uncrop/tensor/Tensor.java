package uncrop.tensor;

import static uncrop.tensor.Libtorch.make;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers with a shape, in memory outside of Java's heap. It is freed when the {@link
 * TensorScope} in which it was made closes, or by {@link #close()}.
 *
 * <p>Wrong shapes and the like end as a {@link TensorFault} of one line, a lack of memory as {@link
 * OutOfTensorMemory}.
 */
public final class Tensor extends Shaping {
  Tensor(org.bytedeco.pytorch.Tensor handle) {
    super(handle);
    TensorScope.enter(this);
  }

  // --- Making ---------------------------------------------------------------------------------

  /** With elements of any value. */
  public static Tensor empty(DType dtype, long... shape) {
    return make(() ->
        torch.empty(
            shape,
            new ScalarTypeOptional(dtype.scalarType),
            new LayoutOptional(),
            new DeviceOptional(),
            new BoolOptional(),
            new MemoryFormatOptional()));
  }

  public static Tensor zeros(DType dtype, long... shape) {
    return full(0, dtype, shape);
  }

  public static Tensor full(double value, DType dtype, long... shape) {
    Tensor made = empty(dtype, shape);
    Libtorch.call(() -> made.handle.fill_(new Scalar(value)));
    return made;
  }

  /** FP32, copied. Without a shape: one dimension. */
  public static Tensor of(float[] values, long... shape) {
    return of(MemorySegment.ofArray(values), DType.FP32, orFlat(values.length, shape));
  }

  /** FP64, copied. */
  public static Tensor of(double[] values, long... shape) {
    return of(MemorySegment.ofArray(values), DType.FP64, orFlat(values.length, shape));
  }

  /** INT64, copied. */
  public static Tensor of(long[] values, long... shape) {
    return of(MemorySegment.ofArray(values), DType.INT64, orFlat(values.length, shape));
  }

  /** UINT8, copied. */
  public static Tensor of(byte[] values, long... shape) {
    return of(MemorySegment.ofArray(values), DType.UINT8, orFlat(values.length, shape));
  }

  private static long[] orFlat(int length, long[] shape) {
    return shape.length == 0 ? new long[] {length} : shape;
  }

  /**
   * Copies elements that lie in C order in the byte order of the machine.
   *
   * @throws TensorFault if there are more or fewer bytes than the shape needs
   */
  public static Tensor of(MemorySegment elements, DType dtype, long... shape) {
    Tensor made = empty(dtype, shape);
    long wanted = made.count() * dtype.bytes();
    if (elements.byteSize() != wanted) {
      made.close();
      throw new TensorFault(
          "a tensor of shape %s has %d bytes, not %d"
              .formatted(Arrays.toString(shape), wanted, elements.byteSize()));
    }
    made.segment().copyFrom(elements);
    return made;
  }

  /** The whole numbers from 0 to count - 1. */
  public static Tensor range(long count, DType dtype) {
    Tensor made = empty(DType.INT64, count);
    MemorySegment segment = made.segment();
    for (long i = 0; i < count; i++) {
      segment.setAtIndex(ValueLayout.JAVA_LONG, i, i);
    }
    return made.to(dtype);
  }

  /** FP32: so many numbers from the first to the last, both included, rounded as torch rounds. */
  public static Tensor linspace(double first, double last, long count) {
    return make(() -> torch.linspace(new Scalar(first), new Scalar(last), count));
  }

  /** Joined along a dimension they have. */
  public static Tensor cat(int dim, Tensor... parts) {
    // A list holds its tensors' memory until it is closed itself.
    try (TensorVector list = vector(parts)) {
      return make(() -> torch.cat(list, dim));
    }
  }

  public static Tensor cat(int dim, List<Tensor> parts) {
    return cat(dim, parts.toArray(Tensor[]::new));
  }

  /** Joined along a new dimension. */
  public static Tensor stack(int dim, Tensor... parts) {
    try (TensorVector list = vector(parts)) {
      return make(() -> torch.stack(list, dim));
    }
  }

  private static TensorVector vector(Tensor... parts) {
    TensorVector vector = new TensorVector();
    for (Tensor part : parts) {
      vector.push_back(part.handle);
    }
    return vector;
  }

  /** Elements of this where the mask is true, else of the other. */
  public Tensor where(Tensor mask, Tensor otherwise) {
    return make(() -> torch.where(mask.handle, handle, otherwise.handle));
  }

  // --- Layers: the plain form of libtorch -----------------------------------------------------

  /** Of the last two dimensions; those before are batches. */
  public Tensor matmul(Tensor other) {
    return make(() -> handle.matmul(other.handle));
  }

  /**
   * @param weight [out, in]
   * @param bias [out]
   * @return [..., out] of this [..., in]
   */
  public Tensor linear(Tensor weight, @Nullable Tensor bias) {
    try (TensorOptional maybe = optional(bias)) {
      return make(() -> torch.linear(handle, weight.handle, maybe));
    }
  }

  /**
   * @param weight [out, in, kernel, kernel]
   * @param padding zeros on each side, in pixels
   * @return [N, out, H', W'] of this [N, in, H, W]
   */
  public Tensor conv2d(Tensor weight, @Nullable Tensor bias, int stride, int padding) {
    if (handle.is_meta()) {
      return ShapesOnly.conv2d(this, weight, bias, stride, padding);
    }
    return make(() ->
        torch.conv2d(
            handle,
            weight.handle,
            optional(bias),
            new long[] {stride, stride},
            new long[] {padding, padding},
            new long[] {1, 1},
            1));
  }

  /** Zeros around the last two dimensions, in pixels. */
  public Tensor pad(int left, int right, int top, int bottom) {
    return make(() ->
        torch.constant_pad_nd(handle, new long[] {left, right, top, bottom}, new Scalar(0.0)));
  }

  public Tensor softmax(int dim) {
    return make(() -> torch.softmax(handle, dim));
  }

  /**
   * softmax(this k^T / sqrt(d)) v by libtorch's own kernel, which on a graphics processor never has
   * all scores in memory.
   *
   * @param keys [N, heads, S, d]
   * @param values [N, heads, S, d]
   * @param mask added to the scores, [L, S]
   * @return [N, heads, L, d] of this [N, heads, L, d]
   */
  public Tensor attend(Tensor keys, Tensor values, @Nullable Tensor mask) {
    if (handle.is_meta()) {
      return ShapesOnly.attend(this, keys, values, mask);
    }
    try (TensorOptional maybe = optional(mask);
        DoubleOptional usualScale = new DoubleOptional()) {
      return make(() ->
          torch.scaled_dot_product_attention(
              handle, keys.handle, values.handle, maybe, 0, false, usualScale, false));
    }
  }

  public Tensor silu() {
    return make(() -> torch.silu(handle));
  }

  public Tensor relu() {
    return make(() -> torch.relu(handle));
  }

  /** The exact one, by the error function. */
  public Tensor gelu() {
    return make(() -> torch.gelu(handle));
  }

  public Tensor groupNorm(int groups, Tensor weight, Tensor bias, double eps) {
    if (handle.is_meta()) {
      return ShapesOnly.normed(this, weight, bias);
    }
    try (TensorOptional scale = optional(weight);
        TensorOptional shift = optional(bias)) {
      return make(() -> torch.group_norm(handle, groups, scale, shift, eps, false));
    }
  }

  /**
   * Of each channel over all pictures and pixels, in two passes, so that a small variance beside a
   * large mean is not lost.
   *
   * @param mean FP32 [C]
   * @param variance FP32 [C]; divides by the number of pixels
   */
  public record ChannelMoments(Tensor mean, Tensor variance) {}

  /** Of this [N, C, H, W]; fastest channels last. */
  public ChannelMoments channelMoments() {
    if (!isOnCpu()) {
      Tensor exact = to(DType.FP32);
      long[] allButChannels = {0, 2, 3};
      return new ChannelMoments(
          exact.mean(false, allButChannels),
          make(() -> exact.handle.var(allButChannels, false, false)));
    }
    try (TensorOptional none = new TensorOptional();
        T_TensorTensor_T both =
            Libtorch.call(() -> torch.batch_norm_update_stats(handle, none, none, 0))) {
      return new ChannelMoments(
          new Tensor(new org.bytedeco.pytorch.Tensor(both.get0())),
          new Tensor(new org.bytedeco.pytorch.Tensor(both.get1())));
    }
  }

  /** Over the last dimension. */
  public Tensor layerNorm(Tensor weight, Tensor bias, double eps) {
    if (handle.is_meta()) {
      return ShapesOnly.normed(this, weight, bias);
    }
    try (TensorOptional scale = optional(weight);
        TensorOptional shift = optional(bias)) {
      long[] last = {size(-1)};
      return make(() -> torch.layer_norm(handle, last, scale, shift, eps, false));
    }
  }

  /** [N, C, H, W] to another height and width, by the nearest pixel towards the origin. */
  public Tensor upsampleNearest(long height, long width) {
    return make(
        () -> torch.upsample_nearest2d(handle, new long[] {height, width}, noScale(), noScale()));
  }

  /** [N, C, H, W] to another height and width, bilinear, corners not aligned. */
  public Tensor bilinear(long height, long width) {
    return make(() ->
        torch.upsample_bilinear2d(handle, new long[] {height, width}, false, noScale(), noScale()));
  }

  private static DoubleOptional noScale() {
    return new DoubleOptional();
  }

  private static TensorOptional optional(@Nullable Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor.handle);
  }
}

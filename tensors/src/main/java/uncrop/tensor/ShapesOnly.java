package uncrop.tensor;

import org.jspecify.annotations.Nullable;

/** What the operations give on {@link Device#META} for which libtorch has no rule of its own. */
final class ShapesOnly {
  private ShapesOnly() {}

  /** As {@link Tensor#conv2d}. */
  static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias, int stride, int padding) {
    requireSame(x, weight);
    if (bias != null) {
      requireSame(x, bias);
    }
    if (x.size(1) != weight.size(1)) {
      throw new TensorFault(x + " does not fit a convolution of " + weight);
    }
    long height = (x.size(2) + 2L * padding - weight.size(2)) / stride + 1;
    long width = (x.size(3) + 2L * padding - weight.size(3)) / stride + 1;
    return of(x, x.size(0), weight.size(0), height, width).channelsLast();
  }

  /** As {@link Tensor#groupNorm} and {@link Tensor#layerNorm}. */
  static Tensor normed(Tensor x, Tensor weight, Tensor bias) {
    requireSame(x, weight);
    requireSame(x, bias);
    return of(x, x.shape());
  }

  /** As {@link Tensor#attend}. */
  static Tensor attend(Tensor x, Tensor keys, Tensor values, @Nullable Tensor mask) {
    requireSame(x, keys);
    requireSame(x, values);
    if (mask != null) {
      requireSame(x, mask);
    }
    return of(x, x.shape());
  }

  /** As {@link Shaping#pick}. */
  static Tensor pick(Tensor x, int dim, Tensor positions) {
    if (!positions.device().equals(x.device())) {
      throw different(x, positions);
    }
    long[] shape = x.shape();
    shape[dim] = positions.count();
    return of(x, shape);
  }

  private static Tensor of(Tensor like, long... shape) {
    return Tensor.empty(like.dtype(), shape).to(Device.META, like.dtype());
  }

  private static void requireSame(Tensor x, Tensor other) {
    if (!other.device().equals(x.device()) || other.dtype() != x.dtype()) {
      throw different(x, other);
    }
  }

  private static TensorFault different(Tensor x, Tensor other) {
    return new TensorFault(
        "%s on %s does not go with %s on %s".formatted(x, x.device(), other, other.device()));
  }
}

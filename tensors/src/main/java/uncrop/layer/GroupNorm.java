package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.NORM;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uncrop.onednn.ChannelAffine;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Brings each group of channels to mean 0 and variance 1, then scales and shifts each channel (Wu
 * and He, Group Normalization, 2018).
 *
 * <p>How: libtorch's own takes the variance of pictures that lie channels last as the mean square
 * less the square of the mean, and where a group hardly varies nothing is left of it. Here each
 * channel's mean and variance are taken in two passes and put together; normalising, scaling,
 * shifting and the SiLU are one multiplication and addition for each channel, in one pass.
 */
public final class GroupNorm implements AutoCloseable {
  private final int groups;
  private final Tensor weight;
  private final Tensor bias;
  private final double eps;
  private final Kernels kernels;
  private final Map<ChannelAffine.Shape, ChannelAffine> compiled = new HashMap<>();
  private @Nullable Rounded rounded;

  /** The weights in the dtype of the activations. */
  private record Rounded(Tensor weight, Tensor bias) {}

  /** What a picture is normalised by. Both FP32 [N, groups, 1]. */
  public record Statistics(Tensor mean, Tensor variance) {}

  /**
   * @param weight [C], FP32
   * @param bias [C], FP32
   */
  GroupNorm(int groups, Tensor weight, Tensor bias, double eps, Kernels kernels) {
    this.groups = groups;
    this.weight = weight;
    this.bias = bias;
    this.eps = eps;
    this.kernels = kernels;
  }

  /**
   * @param x [N, C, H, W]
   * @return channels last
   */
  public Tensor apply(Tensor x) {
    return apply(x, false);
  }

  /** Followed by x * sigmoid(x), as nearly everywhere in these networks. */
  public Tensor applySilu(Tensor x) {
    return apply(x, true);
  }

  private Tensor apply(Tensor x, boolean silu) {
    long started = OperatorTimes.now();
    try (TensorScope scope = TensorScope.open()) {
      Tensor result = scope.keep(x.isOnCpu() ? normed(x, silu) : libtorchs(x, silu));
      OperatorTimes.add(NORM, started, 8.0 * x.count());
      return result;
    }
  }

  private Tensor normed(Tensor x, boolean silu) {
    Tensor from = x.channelsLast();
    return scaled(from, statistics(from), silu);
  }

  /** On a graphics processor libtorch's own takes the variance as it should. */
  private Tensor libtorchs(Tensor x, boolean silu) {
    Rounded rounded = roundedTo(x.dtype());
    Tensor normed = x.groupNorm(groups, rounded.weight, rounded.bias, eps);
    return (silu ? normed.siluInPlace() : normed).channelsLast();
  }

  /** Which wants them as x is: the same at each call. */
  private Rounded roundedTo(DType dtype) {
    Rounded known = rounded;
    if (known == null) {
      known =
          new Rounded(TensorScope.release(weight.to(dtype)), TensorScope.release(bias.to(dtype)));
      rounded = known;
    }
    return known;
  }

  /**
   * What {@link #apply(Tensor)} would normalise by.
   *
   * @param x [N, C, H, W]
   * @return belongs to the caller's scope
   */
  public Statistics statistics(Tensor x) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor[] means = new Tensor[(int) x.size(0)];
      Tensor[] variances = new Tensor[means.length];
      for (int n = 0; n < means.length; n++) {
        Tensor.ChannelMoments moments = x.narrow(0, n, 1).channelMoments();
        Tensor channelMeans = grouped(moments.mean().to(DType.FP32));
        means[n] = channelMeans.mean(true, 2);
        Tensor between = channelMeans.minus(means[n]).pow(2);
        variances[n] = grouped(moments.variance().to(DType.FP32)).addInPlace(between).mean(true, 2);
      }
      return new Statistics(scope.keep(Tensor.cat(0, means)), scope.keep(Tensor.cat(0, variances)));
    }
  }

  /** With given statistics in place of its own: those of the whole that it is a part of. */
  public Tensor apply(Tensor x, Statistics whole) {
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(scaled(x.channelsLast(), whole, false));
    }
  }

  private Tensor scaled(Tensor x, Statistics statistics, boolean silu) {
    Tensor scale = grouped(weight).times(statistics.variance().plus(eps).pow(-0.5));
    Tensor shift = grouped(bias).minus(statistics.mean().times(scale));
    if (kernels != Kernels.ONEDNN) {
      long[] perChannel = {scale.size(0), weight.size(0), 1, 1};
      // In FP32 whatever x is.
      Tensor times = x.times(scale.reshape(perChannel));
      Tensor result = times.addInPlace(shift.reshape(perChannel)).to(x.dtype());
      return silu ? result.siluInPlace() : result;
    }
    long n = x.size(0);
    Tensor result = Tensor.empty(x.dtype(), n, x.size(2), x.size(3), x.size(1));
    ChannelAffine affine =
        compiled.computeIfAbsent(
            new ChannelAffine.Shape(x.dtype(), x.size(1), x.size(2), x.size(3), silu),
            ChannelAffine::new);
    long step = x.count() / n * x.dtype().bytes();
    // One picture's statistics may serve a whole batch.
    long channels = scale.size(0) == 1 ? 0 : weight.size(0) * DType.FP32.bytes();
    for (long i = 0; i < n; i++) {
      affine.run(
          x.address() + i * step,
          scale.address() + i * channels,
          shift.address() + i * channels,
          result.address() + i * step);
    }
    return result.permute(0, 3, 1, 2);
  }

  /** [C] as [1, groups, C / groups]. */
  private Tensor grouped(Tensor perChannel) {
    return perChannel.reshape(-1, groups, weight.size(0) / groups);
  }

  @Override
  public void close() {
    compiled.values().forEach(ChannelAffine::close);
    compiled.clear();
    if (rounded != null) {
      rounded.weight.close();
      rounded.bias.close();
      rounded = null;
    }
  }
}

package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.NORM;

import java.util.HashMap;
import java.util.Map;
import uncrop.onednn.Normalization;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Brings each group of channels to mean 0 and variance 1, then scales and shifts each channel (Wu
 * and He, Group Normalization, 2018).
 */
public final class GroupNorm implements AutoCloseable {
  private final int groups;
  private final Tensor weight;
  private final Tensor bias;
  private final double eps;
  private final Map<Normalization.Shape, Normalization> compiled = new HashMap<>();

  /**
   * @param weight [C], FP32 where oneDNN serves the activations
   */
  GroupNorm(int groups, Tensor weight, Tensor bias, double eps) {
    this.groups = groups;
    this.weight = weight;
    this.bias = bias;
    this.eps = eps;
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
    Tensor result = OneDnnLayers.serve(x.dtype()) ? fused(x, silu) : plain(x, silu);
    OperatorTimes.add(NORM, started, 8.0 * x.count());
    return result;
  }

  private Tensor fused(Tensor x, boolean silu) {
    Tensor from = x.channelsLast();
    Normalization.Shape shape =
        new Normalization.Shape(x.dtype(), x.size(0), x.size(1), x.size(2), x.size(3), silu);
    Tensor result = Tensor.empty(x.dtype(), x.size(0), x.size(2), x.size(3), x.size(1));
    compiled
        .computeIfAbsent(shape, one -> new Normalization(one, groups, eps))
        .run(from.address(), weight.address(), bias.address(), result.address());
    return result.permute(0, 3, 1, 2);
  }

  private Tensor plain(Tensor x, boolean silu) {
    // libtorch takes the variance of pictures that lie channels last as the mean square less the
    // square of the mean: where a group hardly varies, nothing is left of it. In C order it does
    // not.
    Tensor normed = x.contiguous().groupNorm(groups, weight, bias, eps).channelsLast();
    return silu ? normed.siluInPlace() : normed;
  }

  /** The dtype in which scale and shift are kept. */
  static DType parameters(DType activations) {
    return OneDnnLayers.serve(activations) ? DType.FP32 : activations;
  }

  @Override
  public void close() {
    compiled.values().forEach(Normalization::close);
    compiled.clear();
  }

  /** What a picture is normalised by. Both FP32 [N, groups, 1]. */
  public record Statistics(Tensor mean, Tensor variance) {}

  /**
   * What {@link #apply(Tensor)} would normalise by.
   *
   * @param x [N, C, H, W]
   * @return belongs to the caller's scope
   */
  public Statistics statistics(Tensor x) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor exact = x.to(DType.FP32);
      double pixels = x.size(2) * x.size(3);
      Tensor channelMeans = grouped(exact.mean(true, 2, 3));
      Tensor mean = channelMeans.mean(true, 2);
      Tensor between = channelMeans.minus(mean).pow(2).mean(true, 2);
      if (pixels == 1) {
        return new Statistics(scope.keep(mean), scope.keep(between));
      }
      // The deviation of a sample divides by one less than there are.
      Tensor within = grouped(exact.std(true, 2, 3)).pow(2).times((pixels - 1) / pixels);
      Tensor variance = within.mean(true, 2).addInPlace(between);
      return new Statistics(scope.keep(mean), scope.keep(variance));
    }
  }

  /** With given statistics in place of its own: those of the whole that it is a part of. */
  public Tensor apply(Tensor x, Statistics whole) {
    try (TensorScope scope = TensorScope.open()) {
      long[] perChannel = {whole.mean().size(0), weight.size(0), 1, 1};
      Tensor scale = grouped(weight.to(DType.FP32)).times(whole.variance().plus(eps).pow(-0.5));
      Tensor shift = grouped(bias.to(DType.FP32)).minus(whole.mean().times(scale));
      Tensor scaled = x.times(scale.reshape(perChannel).to(x.dtype()));
      return scope.keep(scaled.addInPlace(shift.reshape(perChannel).to(x.dtype())));
    }
  }

  /** [N, C, 1, 1] or [C] as [N or 1, groups, C / groups]. */
  private Tensor grouped(Tensor perChannel) {
    return perChannel.reshape(-1, groups, weight.size(0) / groups);
  }
}

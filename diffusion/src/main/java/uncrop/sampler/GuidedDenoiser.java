package uncrop.sampler;

import java.util.List;
import uncrop.schedule.Float32;
import uncrop.schedule.Prediction;
import uncrop.schedule.SigmaTable;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * A network as a denoiser, ComfyUI's way: the timestep of the nearest level, and classifier-free
 * guidance (Ho and Salimans 2022) between predicted pictures.
 */
public final class GuidedDenoiser implements Denoiser {
  private static final double AS_GOOD_AS_1 = 1e-9;

  private final Network network;
  private final SigmaTable table;
  private final Prediction prediction;
  private final Guidance guidance;

  /** With guidance as it was published. */
  GuidedDenoiser(Network network, SigmaTable table, Prediction prediction, double guidanceScale) {
    this(network, table, prediction, Guidance.plain(guidanceScale));
  }

  public GuidedDenoiser(
      Network network, SigmaTable table, Prediction prediction, Guidance guidance) {
    this.network = network;
    this.table = table;
    this.prediction = prediction;
    this.guidance = guidance;
  }

  /** Whether the negative prompt counts. */
  public static boolean isGuided(double guidanceScale) {
    double distance = Math.abs(guidanceScale - 1);
    return distance > AS_GOOD_AS_1 * Math.max(1, Math.abs(guidanceScale));
  }

  @Override
  public Tensor denoised(Tensor x, double sigma) {
    try (TensorScope scope = TensorScope.open()) {
      float level = (float) sigma;
      Tensor scaled = x.over(Float32.sqrt(level * level + 1));
      int timestep = table.timestep(sigma);
      if (!isGuided(guidance.scale())) {
        return scope.keep(picture(x, network.positive(scaled, timestep), level));
      }
      List<Tensor> halves = network.both(scaled, timestep).chunk(2, 0);
      Tensor negative = picture(x, halves.getFirst(), level);
      Tensor positive = picture(x, halves.getLast(), level);
      return scope.keep(guidance.guided(x, positive, negative, timestep));
    }
  }

  private Tensor picture(Tensor x, Tensor predicted, float sigma) {
    float square = sigma * sigma + 1;
    return switch (prediction) {
      case EPSILON -> x.minus(predicted.times(sigma));
      case V -> x.over(square).minus(predicted.times(sigma).over(Float32.sqrt(square)));
    };
  }
}

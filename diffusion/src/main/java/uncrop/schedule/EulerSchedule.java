package uncrop.schedule;

import java.util.Arrays;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Euler's method as diffusers defines it (EulerDiscreteScheduler; Karras et al. 2022, algorithm 2
 * without churn). Latents are variance exploding.
 */
final class EulerSchedule implements DiffusersSchedule {
  private final SchedulerConfig config;
  private final double[] timesteps;

  /** One more than timesteps. */
  private final float[] sigmas;

  /** Of the whole plan, also where the strength leaves out its beginning. */
  private final float greatest;

  private final boolean startsFromNoise;

  EulerSchedule(SchedulerConfig config, int planned, int kept, boolean startsFromNoise) {
    this.config = config;
    float[] table = table(config.betas().alphasCumprod32());
    double[] all = Timesteps.of(config, planned, false);
    float[] levels = new float[planned + 1];
    for (int i = 0; i < planned; i++) {
      levels[i] = interpolated(table, all[i]);
    }
    levels[planned] = config.endsAtZero() ? 0 : table[0];
    this.greatest = levels[0];
    this.timesteps = Arrays.copyOfRange(all, planned - kept, planned);
    this.sigmas = Arrays.copyOfRange(levels, planned - kept, planned + 1);
    this.startsFromNoise = startsFromNoise;
  }

  private static float[] table(float... alphasCumprod) {
    float[] sigmas = new float[alphasCumprod.length];
    for (int t = 0; t < sigmas.length; t++) {
      sigmas[t] = Float32.sqrt((1 - alphasCumprod[t]) / alphasCumprod[t]);
    }
    return sigmas;
  }

  /** Linear in sigma, not in its logarithm. */
  private static float interpolated(float[] table, double timestep) {
    int low = (int) timestep;
    double weight = timestep - low;
    if (weight == 0) {
      return table[low];
    }
    double slope = (double) table[low + 1] - table[low];
    return (float) (slope * weight + table[low]);
  }

  @Override
  public int steps() {
    return timesteps.length;
  }

  @Override
  public double timestep(int step) {
    return timesteps[step];
  }

  /** The noise level before a step; after the last one with its number. */
  float sigma(int step) {
    return sigmas[step];
  }

  @Override
  public boolean startsFromNoise() {
    return startsFromNoise;
  }

  @Override
  public double initialSigma() {
    return config.spacing() == SchedulerConfig.Spacing.LEADING
        ? Float32.sqrt(greatest * greatest + 1)
        : greatest;
  }

  @Override
  public Tensor scaled(Tensor latents, int step) {
    return latents.over(Float32.sqrt(sigmas[step] * sigmas[step] + 1));
  }

  @Override
  public Tensor noised(Tensor clean, Tensor noise, int step) {
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(clean.plus(noise.times(sigmas[step])));
    }
  }

  @Override
  public Tensor denoised(Tensor predicted, int step, Tensor latents) {
    float sigma = sigmas[step];
    try (TensorScope scope = TensorScope.open()) {
      if (config.prediction() == Prediction.V) {
        float square = sigma * sigma + 1;
        Tensor noise = predicted.times(-sigma / Float32.sqrt(square));
        return scope.keep(noise.plus(latents.over(square)));
      }
      return scope.keep(latents.minus(predicted.times(sigma)));
    }
  }

  @Override
  public Tensor step(Tensor predicted, int step, Tensor latents, StepNoise noise) {
    float sigma = sigmas[step];
    try (TensorScope scope = TensorScope.open()) {
      Tensor picture = denoised(predicted, step, latents);
      Tensor derivative = latents.minus(picture).over(sigma);
      return scope.keep(latents.plus(derivative.times(sigmas[step + 1] - sigma)));
    }
  }
}

package uncrop.schedule;

import java.util.Arrays;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * DDIM as diffusers defines it (Song et al. 2021, "Denoising Diffusion Implicit Models", equation
 * 12). Latents are variance preserving: pure noise has standard deviation 1.
 */
final class DdimSchedule implements DiffusersSchedule {
  /*
   * Traps that the reference sets: the grid has steps of floor(trained / steps), offset 1, so it
   * never starts at the last timestep; and the "previous" timestep of the last step is negative and
   * then means timestep 0's level, not a clean picture, unless alphaOneAtEnd. Scalars are float32.
   */
  private final SchedulerConfig config;
  private final float[] alphasCumprod;
  private final int[] timesteps;
  private final int stride;
  private final boolean startsFromNoise;
  private final float eta;

  DdimSchedule(SchedulerConfig config, int planned, int kept, boolean startsFromNoise, double eta) {
    this.config = config;
    this.alphasCumprod = config.betas().alphasCumprod32();
    int[] all = Arrays.stream(Timesteps.of(config, planned, true)).mapToInt(t -> (int) t).toArray();
    this.timesteps = Arrays.copyOfRange(all, planned - kept, planned);
    this.stride = config.betas().timesteps() / planned;
    this.startsFromNoise = startsFromNoise;
    this.eta = (float) eta;
  }

  @Override
  public int steps() {
    return timesteps.length;
  }

  @Override
  public double timestep(int step) {
    return timesteps[step];
  }

  @Override
  public boolean startsFromNoise() {
    return startsFromNoise;
  }

  @Override
  public double initialSigma() {
    return 1;
  }

  @Override
  public Tensor scaled(Tensor latents, int step) {
    return latents;
  }

  @Override
  public Tensor noised(Tensor clean, Tensor noise, int step) {
    float alpha = alphasCumprod[timesteps[step]];
    try (TensorScope scope = TensorScope.open()) {
      Tensor signal = clean.times(Float32.sqrt(alpha));
      return scope.keep(signal.plus(noise.times(Float32.sqrt(1 - alpha))));
    }
  }

  @Override
  public Tensor denoised(Tensor predicted, int step, Tensor latents) {
    float alpha = alphasCumprod[timesteps[step]];
    float rootAlpha = Float32.sqrt(alpha);
    float rootBeta = Float32.sqrt(1 - alpha);
    try (TensorScope scope = TensorScope.open()) {
      Tensor picture =
          config.prediction() == Prediction.V
              ? latents.times(rootAlpha).minus(predicted.times(rootBeta))
              : latents.minus(predicted.times(rootBeta)).over(rootAlpha);
      if (Double.isFinite(config.clipRange())) {
        picture = picture.clamp(-config.clipRange(), config.clipRange());
      }
      return scope.keep(picture);
    }
  }

  @Override
  public Tensor step(Tensor predicted, int step, Tensor latents, StepNoise noise) {
    int previous = timesteps[step] - stride;
    float alpha = alphasCumprod[timesteps[step]];
    float alphaNext = previous >= 0 ? alphasCumprod[previous] : finalAlpha();
    float beta = 1 - alpha;
    try (TensorScope scope = TensorScope.open()) {
      Tensor picture = denoised(predicted, step, latents);
      Tensor epsilon = predicted;
      if (config.prediction() == Prediction.V) {
        Tensor signal = predicted.times(Float32.sqrt(alpha));
        epsilon = signal.plus(latents.times(Float32.sqrt(beta)));
      }
      float variance = ((1 - alphaNext) / beta) * (1 - alpha / alphaNext);
      float deviation = eta * Float32.sqrt(variance);
      float direction = Float32.sqrt(1 - alphaNext - deviation * deviation);
      Tensor next = picture.times(Float32.sqrt(alphaNext)).plus(epsilon.times(direction));
      if (eta > 0) {
        next = next.plus(noise.next().times(deviation));
      }
      return scope.keep(next);
    }
  }

  private float finalAlpha() {
    return config.alphaOneAtEnd() ? 1 : alphasCumprod[0];
  }
}

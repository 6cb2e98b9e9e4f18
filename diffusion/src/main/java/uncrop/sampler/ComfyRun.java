package uncrop.sampler;

import org.jspecify.annotations.Nullable;
import uncrop.noise.ComfyNoise;
import uncrop.schedule.Float32;
import uncrop.schedule.Prediction;
import uncrop.schedule.Schedule;
import uncrop.schedule.SigmaTable;
import uncrop.schedule.Sigmas;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * One run as ComfyUI's KSampler does it.
 *
 * @param sampler how to get from level to level
 * @param schedule the levels
 * @param table what the model was trained on; {@link Schedule#table()} as a rule
 * @param steps 1 to 1000
 * @param denoise above 0 to 1: how much of the noise a picture gets; all steps are run anyway
 * @param seed of all noise
 * @param knobs of the sampler
 */
public record ComfyRun(
    Sampler sampler,
    Schedule schedule,
    SigmaTable table,
    int steps,
    double denoise,
    long seed,
    Knobs knobs) {

  /**
   * A network as the denoiser that this run needs.
   *
   * @param guidanceScale at 1 the negative prompt is not asked for
   */
  public Denoiser denoiser(Network network, Prediction prediction, double guidanceScale) {
    return denoiser(network, prediction, Guidance.plain(guidanceScale));
  }

  /** The same with guidance of another kind. */
  public Denoiser denoiser(Network network, Prediction prediction, Guidance guidance) {
    Denoiser guided = new GuidedDenoiser(network, table, prediction, guidance);
    return schedule == Schedule.LCM ? new ConsistencyDenoiser(guided, table) : guided;
  }

  /** The levels that will be visited. */
  public Sigmas sigmas() {
    return schedule.sigmas(table, steps, denoise, sampler.dropsPenultimate());
  }

  /**
   * @param latent what to start from, in model space: the picture's, or zeros; FP32 [B, 4, h, w].
   *     Noise is added to it, at the highest level too
   * @param mask 1 where to paint, 0 where the latent stays; [1 or B, 1 or 4, h, w]; null:
   *     everywhere
   * @return in model space
   */
  public Tensor sample(
      Denoiser denoiser, Tensor latent, @Nullable Tensor mask, StepListener listener) {
    Sigmas sigmas = sigmas();
    try (TensorScope scope = TensorScope.open();
        ComfyNoise source = new ComfyNoise(seed, latent.shape())) {
      Tensor noise = source.initial();
      Tensor x = start(noise, latent, sigmas);
      Blend blend = mask == null ? null : Blend.with(latent, mask, blendNoise(noise));
      return scope.keep(
          sampler.sample(
              denoiser, x, sigmas, table, sampler.noise(source, sigmas), knobs, listener, blend));
    }
  }

  /**
   * Latents of the first level.
   *
   * @param noise the initial one
   * @param latent what it is added to
   */
  public Tensor start(Tensor noise, Tensor latent, Sigmas sigmas) {
    float first = sigmas.first();
    boolean noiseAlone = table.isMaximum(first);
    return noise.times(noiseAlone ? Float32.sqrt(1 + first * first) : first).plus(latent);
  }

  private Tensor blendNoise(Tensor initial) {
    if (!sampler.hasOtherBlendNoise()) {
      return initial;
    }
    try (RandomStream other = RandomStream.seeded(seed + 1)) {
      return other.normal(DType.FP32, initial.shape());
    }
  }
}

package uncrop.sampler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.schedule.DiffusersSchedule;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * The denoising loop of diffusers' inpainting pipelines.
 *
 * @param schedule with the steps to run
 * @param network guidance is between its predictions, not between pictures
 * @param guidanceScale the negative prompt counts above 1 only
 * @param stream the pipeline's one generator, after the draws that come before the loop
 */
public record DiffusersRun(
    DiffusersSchedule schedule, Network network, double guidanceScale, RandomStream stream) {

  /** Whether the negative prompt counts. */
  public static boolean isGuided(double guidanceScale) {
    return guidanceScale > 1;
  }

  /**
   * @param initial latents of the first step, FP32 [B, 4, h, w]; left as they are
   * @param kept what stays of the picture with a network of 4 channels: mixed into the latents
   *     after each step, with the initial noise, and clean after the last. Null with 9 channels,
   *     which see the picture
   */
  public Tensor sample(Tensor initial, @Nullable Blend kept, StepListener listener) {
    Tensor x = initial;
    try (TensorScope run = TensorScope.open()) {
      for (int i = 0; i < schedule.steps(); i++) {
        Tensor next;
        try (TensorScope scope = TensorScope.open()) {
          Tensor predicted = guided(schedule.scaled(x, i), schedule.timestep(i));
          Tensor denoised = schedule.denoised(predicted, i, x);
          Tensor stepped = step(i, predicted, x);
          next = scope.keep(kept == null ? stepped : blended(i, stepped, kept));
          listener.after(
              new StepListener.Step(i, schedule.steps(), schedule.timestep(i), next, denoised));
        }
        if (x != initial) {
          x.close();
        }
        x = next;
      }
      return run.keep(x);
    }
  }

  private Tensor step(int i, Tensor predicted, Tensor x) {
    return schedule.step(predicted, i, x, () -> stream.normal(DType.FP32, x.shape()));
  }

  private Tensor guided(Tensor scaled, double timestep) {
    if (!isGuided(guidanceScale)) {
      return network.positive(scaled, timestep);
    }
    List<Tensor> halves = network.both(scaled, timestep).chunk(2, 0);
    Tensor negative = halves.getFirst();
    return negative.plus(halves.getLast().minus(negative).times(guidanceScale));
  }

  private Tensor blended(int i, Tensor x, Blend kept) {
    boolean last = i + 1 == schedule.steps();
    Tensor picture =
        last ? kept.latent() : schedule.noised(kept.latent(), kept.noise().between(0, 0), i + 1);
    return kept.mixed(x, picture);
  }
}

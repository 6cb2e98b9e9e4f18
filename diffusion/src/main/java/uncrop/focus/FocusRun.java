package uncrop.focus;

import org.jspecify.annotations.Nullable;
import uncrop.noise.ComfyNoise;
import uncrop.noise.Noise;
import uncrop.sampler.Blend;
import uncrop.sampler.ComfyRun;
import uncrop.sampler.Denoiser;
import uncrop.sampler.Knobs;
import uncrop.sampler.Sampler;
import uncrop.sampler.StepListener;
import uncrop.schedule.Schedule;
import uncrop.schedule.SigmaTable;
import uncrop.schedule.Sigmas;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * One run as Fooocus' sampling does it: ComfyUI's, but for what stays of a picture. That is covered
 * with new noise for each evaluation, from a stream of its own; UniPC goes unmasked.
 *
 * @param levels sampler, schedule, steps, strength and seed
 */
public record FocusRun(ComfyRun levels) {

  /** On Fooocus' noise levels, which differ from ComfyUI's by a rounding. */
  public static FocusRun of(
      Sampler sampler, Schedule schedule, int steps, double strength, long seed, Knobs knobs) {
    boolean distilled = schedule.table() == SigmaTable.distilled();
    SigmaTable table = distilled ? schedule.table() : SigmaTable.fooocus();
    return new FocusRun(new ComfyRun(sampler, schedule, table, steps, strength, seed, knobs));
  }

  /**
   * What stays of a picture.
   *
   * @param fill the latents of the picture with its hole filled, in model space; [B, 4, h, w]
   * @param mask 1 where to generate; [1, 1, h, w]
   */
  public record Task(Tensor fill, Tensor mask) {}

  /**
   * @param initial what to start from, in model space: the filled picture, or zeros. [B, 4, h, w]
   * @param task null to generate everything
   * @return in model space
   */
  public Tensor sample(
      Denoiser denoiser, Tensor initial, @Nullable Task task, StepListener listener) {
    Sampler sampler = levels.sampler();
    Sigmas sigmas = levels.sigmas();
    long[] shape = initial.shape();
    try (TensorScope scope = TensorScope.open();
        ComfyNoise source = new ComfyNoise(levels.seed(), shape);
        RandomStream covering = RandomStream.seeded((levels.seed() + 1) % Long.MAX_VALUE)) {
      Tensor x = levels.start(source.initial(), initial, sigmas);
      Denoiser masked =
          task == null || sampler.blendsInside()
              ? denoiser
              : new Blend(task.fill, task.mask, Noise.of(covering, shape)).around(denoiser);
      return scope.keep(
          sampler.sample(
              masked,
              x,
              sigmas,
              levels.table(),
              sampler.noise(source, sigmas),
              levels.knobs(),
              listener));
    }
  }
}

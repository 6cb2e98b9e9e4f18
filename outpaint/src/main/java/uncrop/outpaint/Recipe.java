package uncrop.outpaint;

import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.inpaint.Method;
import uncrop.inpaint.Prompts;
import uncrop.sampler.Knobs;
import uncrop.sampler.Sampler;
import uncrop.schedule.Schedule;
import uncrop.schedule.SchedulerConfig;
import uncrop.style.MergedPrompt;

/**
 * How a model is called, whatever the window.
 *
 * @param steps over the whole schedule
 */
record Recipe(Prompts prompts, Method method, int steps, double guidance) {
  private static final int STEPS_OF_SD15 = 25;
  private static final int STEPS_OF_SDXL = 30;
  private static final double GUIDANCE_OF_SD15 = 7.5;
  private static final double GUIDANCE_OF_SDXL = 4;

  static Recipe of(Checkpoint checkpoint, Settings settings, MergedPrompt prompt) {
    boolean xl = checkpoint.family() == Family.SDXL;
    return new Recipe(
        new Prompts(prompt.positive(), prompt.negative(), 0),
        method(settings, xl),
        settings.steps().orElse(xl ? STEPS_OF_SDXL : STEPS_OF_SD15),
        settings.guidance().orElse(xl ? GUIDANCE_OF_SDXL : GUIDANCE_OF_SD15));
  }

  private static Method method(Settings settings, boolean xl) {
    if (settings.ddim() && settings.sampler().isEmpty()) {
      return new Method.Diffusers(SchedulerConfig.Kind.DDIM, 0);
    }
    return new Method.Comfy(
        settings.sampler().orElse(xl ? Sampler.DPMPP_2M_SDE_GPU : Sampler.DPMPP_2M),
        settings.schedule().orElse(Schedule.KARRAS),
        Knobs.DEFAULT);
  }

  /**
   * Those of a call that does only the last share of the schedule. With diffusers' methods the call
   * leaves out the others by itself.
   */
  int steps(double strength) {
    return switch (method) {
      case Method.Diffusers _ -> steps;
      default -> Math.max(1, (int) Math.rint(steps * strength));
    };
  }
}

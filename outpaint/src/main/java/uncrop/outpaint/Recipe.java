package uncrop.outpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uncrop.checkpoint.Family;
import uncrop.focus.InpaintEngine;
import uncrop.inpaint.Method;
import uncrop.inpaint.Prompts;
import uncrop.models.InstalledModel;
import uncrop.sampler.Knobs;
import uncrop.sampler.Sampler;
import uncrop.schedule.Schedule;
import uncrop.schedule.SchedulerConfig;
import uncrop.style.MergedPrompt;

/**
 * How a model is called, whatever the window: SDXL with 4 channels as Fooocus does, all others as
 * ComfyUI does; any as diffusers does where its DDIM is asked for.
 *
 * @param steps over the whole schedule
 * @param warnings about what could be better, or was not used
 */
record Recipe(Prompts prompts, Method method, int steps, double guidance, List<String> warnings) {
  private static final int STEPS_OF_SD15 = 25;
  private static final int STEPS_OF_SDXL = 30;
  private static final double GUIDANCE_OF_SD15 = 7.5;
  private static final double GUIDANCE_OF_SDXL = 4;

  Recipe {
    warnings = List.copyOf(warnings);
  }

  /**
   * @param patch of Fooocus, if one is installed and the model takes it
   */
  static Recipe of(
      ModelFacts facts, Optional<InstalledModel> patch, Settings settings, MergedPrompt prompt) {
    boolean xl = facts.family() == Family.SDXL;
    Method method = method(facts, patch, settings);
    return new Recipe(
        prompts(method, prompt),
        method,
        settings.steps().orElse(xl ? STEPS_OF_SDXL : STEPS_OF_SD15),
        settings.guidance().orElse(xl ? GUIDANCE_OF_SDXL : GUIDANCE_OF_SD15),
        warnings(facts, method, settings));
  }

  private static Method method(
      ModelFacts facts, Optional<InstalledModel> patch, Settings settings) {
    if (settings.asDiffusers()) {
      return new Method.Diffusers(SchedulerConfig.Kind.DDIM, 0);
    }
    if (facts.takesPatch()) {
      Method.Focus focus = focus(settings);
      return patch
          .map(model -> focus.with(new InpaintEngine(model.checkpoint(), model.head())))
          .orElse(focus);
    }
    boolean xl = facts.family() == Family.SDXL;
    return new Method.Comfy(
        settings.sampler().orElse(xl ? Sampler.DPMPP_2M_SDE_GPU : Sampler.DPMPP_2M),
        settings.schedule().orElse(Schedule.KARRAS),
        Knobs.DEFAULT);
  }

  private static Method.Focus focus(Settings settings) {
    Method.Focus usual = Method.Focus.DEFAULT;
    return new Method.Focus(
        settings.sampler().orElse(usual.sampler()),
        settings.schedule().orElse(usual.schedule()),
        usual.knobs(),
        settings.sharpness().orElse(usual.sharpness()),
        usual.adaptiveGuidance(),
        usual.sizes(),
        usual.start(),
        usual.engine(),
        usual.patchedShare());
  }

  private static Prompts prompts(Method method, MergedPrompt prompt) {
    return method instanceof Method.Focus
        ? new Prompts(prompt.positives(), prompt.pooled(), prompt.negatives(), 0)
        : new Prompts(prompt.positive(), prompt.negative(), 0);
  }

  private static List<String> warnings(ModelFacts facts, Method method, Settings settings) {
    List<String> warnings = new ArrayList<>();
    if (method instanceof Method.Focus focus) {
      if (focus.engine() == null) {
        warnings.add(
            ("The model %s does not see what is around a hole. With Fooocus' inpaint patch it"
                    + " would, and paint better: see uncrop models available.")
                .formatted(ModelShelf.shown(facts.name())));
      }
    } else if (settings.sharpness().isPresent()) {
      warnings.add(
          "The option sharpness is for SDXL with 4 channels, sampled as Fooocus does; it was not"
              + " used.");
    }
    return warnings;
  }

  /**
   * Those of a call that does only the last share of the schedule. With diffusers' methods the call
   * leaves out the others by itself.
   */
  int steps(double strength) {
    return switch (method) {
      case Method.Diffusers _ -> steps;
      case Method.Comfy _, Method.Focus _ -> Math.max(1, (int) Math.rint(steps * strength));
    };
  }
}

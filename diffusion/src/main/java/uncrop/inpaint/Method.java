package uncrop.inpaint;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;
import uncrop.focus.FillPyramid;
import uncrop.focus.FocusGuidance;
import uncrop.focus.InpaintEngine;
import uncrop.focus.SizeConditioning;
import uncrop.sampler.Knobs;
import uncrop.sampler.Sampler;
import uncrop.schedule.Schedule;
import uncrop.schedule.SchedulerConfig;

/** How the latents are found: whose pipeline, with which sampler over which levels. */
public sealed interface Method {
  /** The name of the schedule that diffusers' own samplers bring along. */
  String DIFFUSERS_SCHEDULE = "diffusers";

  /**
   * As diffusers' inpainting pipelines do.
   *
   * @param kind of scheduler; null for the one that the checkpoint names. Its other settings are
   *     the checkpoint's in any case
   * @param eta noise that DDIM adds on its way: 0 none, 1 as much as DDPM; Euler ignores it
   */
  record Diffusers(SchedulerConfig.@Nullable Kind kind, double eta) implements Method {
    public Diffusers {
      if (!(eta >= 0 && eta <= 1)) {
        throw new BadInput("eta", eta, "must be 0 to 1");
      }
    }
  }

  /** As ComfyUI's KSampler does. */
  record Comfy(Sampler sampler, Schedule schedule, Knobs knobs) implements Method {}

  /**
   * As Fooocus does with Stable Diffusion XL. A UNet of 9 channels is shown its hole as ComfyUI
   * shows it, and needs no engine; one of another family is told no sizes.
   *
   * @param sharpness of {@link FocusGuidance}
   * @param adaptiveGuidance of {@link FocusGuidance}
   * @param sizes what the UNet is told of sizes
   * @param start what the hole holds when it is encoded
   * @param engine null for none: the latents outside of the mask are held, and that is all
   * @param patchedShare of the steps for which the engine's patch is in use: the last ones, which
   *     paint details, do better without. 1 for all steps, which also saves reading the UNet twice
   */
  record Focus(
      Sampler sampler,
      Schedule schedule,
      Knobs knobs,
      double sharpness,
      double adaptiveGuidance,
      SizeConditioning sizes,
      Start start,
      @Nullable InpaintEngine engine,
      double patchedShare)
      implements Method {
    /** Fooocus' own settings, without an engine. */
    public static final Focus DEFAULT =
        new Focus(
            Sampler.DPMPP_2M_SDE_GPU,
            Schedule.KARRAS,
            Knobs.DEFAULT,
            2,
            7,
            SizeConditioning.DEFAULT,
            Start.FILLED,
            null,
            0.8);

    /** What a hole holds before it is painted. */
    public enum Start {
      /**
       * The colours around it ({@link FillPyramid}), unless the strength leaves some of what it is.
       */
      FILLED,
      /** What the picture shows there: for whoever fills it. */
      AS_GIVEN
    }

    /** Above it nothing is left of what the hole held, so that it is filled. */
    private static final double FILLED_ABOVE = 0.99;

    public Focus {
      if (!(patchedShare >= 0 && patchedShare <= 1)) {
        throw new BadInput("patched share", patchedShare, "must be 0 to 1");
      }
      guidance(1, sharpness, adaptiveGuidance);
    }

    public Focus with(InpaintEngine other) {
      return new Focus(
          sampler, schedule, knobs, sharpness, adaptiveGuidance, sizes, start, other, patchedShare);
    }

    public Focus with(Sampler otherSampler, Schedule otherSchedule) {
      return new Focus(
          otherSampler,
          otherSchedule,
          knobs,
          sharpness,
          adaptiveGuidance,
          sizes,
          start,
          engine,
          patchedShare);
    }

    public Focus with(Start other) {
      return new Focus(
          sampler,
          schedule,
          knobs,
          sharpness,
          adaptiveGuidance,
          sizes,
          other,
          engine,
          patchedShare);
    }

    FocusGuidance guidance(double scale) {
      return guidance(scale, sharpness, adaptiveGuidance);
    }

    private static FocusGuidance guidance(double scale, double sharpness, double adaptive) {
      return new FocusGuidance(scale, sharpness, adaptive);
    }

    boolean fills(double strength) {
      return start == Start.FILLED && strength > FILLED_ABOVE;
    }

    /** The last step that begins with the patch. */
    int lastPatched(int steps) {
      return patchedShare == 1 ? steps : (int) Math.rint(steps * patchedShare);
    }
  }

  /**
   * From names, each of which may be left out.
   *
   * @throws BadInput for a name that there is not, or that does not go with the other
   */
  static Method of(
      Compat compat, @Nullable String sampler, @Nullable String schedule, OptionalDouble eta) {
    return switch (compat) {
      case DIFFUSERS -> {
        if (schedule != null && !schedule.equals(DIFFUSERS_SCHEDULE)) {
          throw new BadInput(
              "schedule", schedule, "must be diffusers with compat diffusers: or take comfy");
        }
        yield new Diffusers(kind(sampler), eta.orElse(0));
      }
      case COMFY -> {
        if (schedule != null && schedule.equals(DIFFUSERS_SCHEDULE)) {
          throw new BadInput(
              "schedule", schedule, "goes with compat diffusers: take normal or karras, or that");
        }
        Knobs knobs = eta.isPresent() ? Knobs.DEFAULT.withEta(eta.getAsDouble()) : Knobs.DEFAULT;
        yield new Comfy(
            sampler == null ? Sampler.EULER : Sampler.named(sampler),
            schedule == null ? Schedule.NORMAL : Schedule.named(schedule),
            knobs);
      }
    };
  }

  private static SchedulerConfig.@Nullable Kind kind(@Nullable String sampler) {
    if (sampler == null) {
      return null;
    }
    return switch (sampler) {
      case "ddim" -> SchedulerConfig.Kind.DDIM;
      case "euler" -> SchedulerConfig.Kind.EULER;
      default ->
          throw new BadInput(
              "sampler", sampler, "must be ddim or euler with compat diffusers: or take comfy");
    };
  }
}

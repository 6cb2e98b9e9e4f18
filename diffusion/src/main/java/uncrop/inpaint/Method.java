package uncrop.inpaint;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;
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

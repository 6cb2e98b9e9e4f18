package uncrop.schedule;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uncrop.fault.BadInput;

/**
 * What diffusers' {@code scheduler_config.json} says, as far as the inpainting pipelines use it.
 * Absent fields have the defaults of the scheduler's class in diffusers 0.42.
 *
 * @param kind which scheduler
 * @param betas of training
 * @param spacing how the timesteps are spread
 * @param stepsOffset added to each timestep with leading spacing
 * @param prediction what the network predicts
 * @param alphaOneAtEnd DDIM: whether the last step ends at a clean picture, or at timestep 0's
 * @param clipRange DDIM: the predicted picture is clamped to plus or minus this; infinite: it is
 *     not
 * @param endsAtZero Euler: whether the last noise level is 0, or the least that was trained
 */
public record SchedulerConfig(
    Kind kind,
    Betas betas,
    Spacing spacing,
    int stepsOffset,
    Prediction prediction,
    boolean alphaOneAtEnd,
    double clipRange,
    boolean endsAtZero) {
  /** The schedulers that are built in. */
  public enum Kind {
    DDIM,
    EULER
  }

  /** {@code timestep_spacing}. */
  public enum Spacing {
    LEADING,
    LINSPACE,
    TRAILING
  }

  /** Of Stable Diffusion 1.5's inpainting pipeline. */
  public static final SchedulerConfig DDIM = stableDiffusion(Kind.DDIM);

  /** Of SDXL. */
  public static final SchedulerConfig EULER = stableDiffusion(Kind.EULER);

  private static final Set<String> UNSUPPORTED =
      Set.of(
          "use_karras_sigmas",
          "use_exponential_sigmas",
          "use_beta_sigmas",
          "rescale_betas_zero_snr",
          "thresholding");

  private static SchedulerConfig stableDiffusion(Kind kind) {
    return new SchedulerConfig(
        kind,
        Betas.STABLE_DIFFUSION,
        Spacing.LEADING,
        1,
        Prediction.EPSILON,
        false,
        Double.POSITIVE_INFINITY,
        true);
  }

  /**
   * Reads the file's text.
   *
   * @throws BadInput naming the field where it asks for what is not built in
   */
  public static SchedulerConfig parse(String json) {
    JsonNode fields;
    try {
      fields = JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new BadInput("scheduler_config.json", json, "is not JSON: " + e.getOriginalMessage());
    }
    return parse(fields, kind(text(fields, "_class_name", "none")));
  }

  /**
   * Reads the file's text for a scheduler of another kind than it names, as diffusers' {@code
   * from_config} does: the fields have one meaning everywhere.
   */
  public static SchedulerConfig parse(String json, Kind kind) {
    try {
      return parse(JsonMapper.shared().readTree(json), kind);
    } catch (JacksonException e) {
      throw new BadInput("scheduler_config.json", json, "is not JSON: " + e.getOriginalMessage());
    }
  }

  private static SchedulerConfig parse(JsonNode fields, Kind kind) {
    for (String name : UNSUPPORTED) {
      if (fields.path(name).asBoolean(false)) {
        throw new BadInput(
            name, true, "is not supported in scheduler_config.json: choose a sampler");
      }
    }
    boolean ddim = kind == Kind.DDIM;
    Betas betas =
        new Betas(
            number(fields, "beta_start", 0.0001),
            number(fields, "beta_end", 0.02),
            scaledLinear(text(fields, "beta_schedule", "linear")),
            whole(fields, "num_train_timesteps", 1000, 2, 100_000));
    boolean clip = ddim && fields.path("clip_sample").asBoolean(true);
    return new SchedulerConfig(
        kind,
        betas,
        spacing(text(fields, "timestep_spacing", ddim ? "leading" : "linspace")),
        whole(fields, "steps_offset", 0, 0, betas.timesteps() - 1),
        prediction(text(fields, "prediction_type", "epsilon")),
        fields.path("set_alpha_to_one").asBoolean(true),
        clip ? number(fields, "clip_sample_range", 1) : Double.POSITIVE_INFINITY,
        endsAtZero(text(fields, "final_sigmas_type", "zero")));
  }

  /** Stable Diffusion 1.5's pipeline puts an offset of 1 in place of any other. */
  public SchedulerConfig withStepsOffset(int offset) {
    return new SchedulerConfig(
        kind, betas, spacing, offset, prediction, alphaOneAtEnd, clipRange, endsAtZero);
  }

  /**
   * @param steps 1 to the number of training timesteps
   * @param strength above 0 to 1: the share of the steps that is run, from the end
   * @param eta DDIM: 0 adds no noise on the way, 1 as much as DDPM; Euler ignores it
   * @throws BadInput if no step is left
   */
  public DiffusersSchedule schedule(int steps, double strength, double eta) {
    if (steps < 1 || steps > betas.timesteps()) {
      throw new BadInput("steps", steps, "must be 1 to " + betas.timesteps());
    }
    if (!(strength >= 0 && strength <= 1)) {
      throw new BadInput("strength", strength, "must be above 0 and at most 1");
    }
    if (!(eta >= 0 && eta <= 1)) {
      throw new BadInput("eta", eta, "must be 0 to 1");
    }
    int kept = Math.min((int) (steps * strength), steps);
    if (kept < 1) {
      throw new BadInput(
          "strength", strength, "leaves none of " + steps + " steps: raise it or take more steps");
    }
    return switch (kind) {
      case DDIM -> new DdimSchedule(this, steps, kept, strength == 1, eta);
      case EULER -> new EulerSchedule(this, steps, kept, strength == 1);
    };
  }

  private static Kind kind(String name) {
    return switch (name) {
      case "DDIMScheduler" -> Kind.DDIM;
      case "EulerDiscreteScheduler" -> Kind.EULER;
      default ->
          throw new BadInput(
              "_class_name",
              name,
              "is a scheduler that is not built in (DDIMScheduler and EulerDiscreteScheduler are):"
                  + " choose a sampler");
    };
  }

  private static boolean scaledLinear(String name) {
    return switch (name) {
      case "scaled_linear" -> true;
      case "linear" -> false;
      default -> throw new BadInput("beta_schedule", name, "must be scaled_linear or linear");
    };
  }

  private static Spacing spacing(String name) {
    return switch (name) {
      case "leading" -> Spacing.LEADING;
      case "linspace" -> Spacing.LINSPACE;
      case "trailing" -> Spacing.TRAILING;
      default ->
          throw new BadInput("timestep_spacing", name, "must be leading, linspace or trailing");
    };
  }

  private static Prediction prediction(String name) {
    return switch (name) {
      case "epsilon" -> Prediction.EPSILON;
      case "v_prediction" -> Prediction.V;
      default -> throw new BadInput("prediction_type", name, "must be epsilon or v_prediction");
    };
  }

  private static boolean endsAtZero(String name) {
    return switch (name) {
      case "zero" -> true;
      case "sigma_min" -> false;
      default -> throw new BadInput("final_sigmas_type", name, "must be zero or sigma_min");
    };
  }

  private static String text(JsonNode fields, String name, String ifAbsent) {
    JsonNode field = fields.path(name);
    return field.isMissingNode() || field.isNull() ? ifAbsent : field.asString("");
  }

  private static double number(JsonNode fields, String name, double ifAbsent) {
    double value = fields.path(name).asDouble(ifAbsent);
    if (!(value > 0 && Double.isFinite(value))) {
      throw new BadInput(name, value, "must be above 0 in scheduler_config.json");
    }
    return value;
  }

  private static int whole(JsonNode fields, String name, int ifAbsent, int least, int most) {
    int value = fields.path(name).asInt(ifAbsent);
    if (value < least || value > most) {
      throw new BadInput(
          name, value, "must be %d to %d in scheduler_config.json".formatted(least, most));
    }
    return value;
  }
}

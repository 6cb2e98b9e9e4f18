package uncrop.schedule;

import java.util.Arrays;
import java.util.stream.Collectors;
import uncrop.fault.BadInput;

/** How a run's noise levels are spread, by ComfyUI's names and in its order; then Fooocus' own. */
public enum Schedule {
  /** Even in time, both ends included. */
  NORMAL("normal") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      return atTimesteps(
          table, Ramp.floats(timestepMax(table), table.timestep(table.sigmaMin()), steps));
    }
  },
  /** Even in sigma^(1/7) (Karras et al. 2022, equation 5). */
  KARRAS("karras") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      return Curves.karras(steps, table.sigmaMin(), table.sigmaMax());
    }
  },
  /** Even in ln sigma. */
  EXPONENTIAL("exponential") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      return Curves.exponential(steps, table.sigmaMin(), table.sigmaMax());
    }
  },
  /** Even in time, without its end. */
  SGM_UNIFORM("sgm_uniform") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      float[] times = Ramp.floats(timestepMax(table), table.timestep(table.sigmaMin()), steps + 1);
      return atTimesteps(table, Arrays.copyOf(times, steps));
    }
  },
  /** Every so many levels of the table, from its end. */
  SIMPLE("simple") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      double stride = (double) table.size() / steps;
      float[] levels = new float[steps];
      for (int i = 0; i < steps; i++) {
        levels[i] = table.at(table.size() - 1 - (int) (i * stride));
      }
      return Sigmas.toZero(levels);
    }
  },
  /**
   * Every so many levels of the table, from the second: mostly more steps than asked for, and the
   * first is below the maximum.
   */
  DDIM_UNIFORM("ddim_uniform") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      int stride = Math.max(1, table.size() / steps);
      int count = (table.size() - 2) / stride + 1;
      float[] levels = new float[count];
      for (int i = 0; i < count; i++) {
        levels[count - 1 - i] = table.at(1 + i * stride);
      }
      return Sigmas.toZero(levels);
    }
  },
  /** For distilled SDXL Turbo: each hundredth timestep, at most 10. */
  TURBO("turbo") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      float[] times = new float[Math.min(steps, 10)];
      for (int i = 0; i < times.length; i++) {
        times[i] = 999 - 100 * i;
      }
      return atTimesteps(table, times);
    }
  },
  /** Found by optimisation for SDXL (Sabour et al. 2024, "Align Your Steps"). */
  ALIGN_YOUR_STEPS("align_your_steps") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      return Curves.aligned(Curves.ALIGNED_SDXL, steps);
    }
  },
  /** The same for Stable Diffusion 1.5. */
  ALIGN_YOUR_STEPS_SD15("align_your_steps_sd15") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      return Curves.aligned(Curves.ALIGNED_SD15, steps);
    }
  },
  /** sgm_uniform on the levels of a latent consistency model. */
  LCM("lcm") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      return SGM_UNIFORM.spread(table, steps);
    }

    @Override
    public SigmaTable table() {
      return SigmaTable.distilled();
    }
  },
  /** sgm_uniform on the levels of a trajectory consistency model. */
  TCD("tcd") {
    @Override
    Sigmas spread(SigmaTable table, int steps) {
      return SGM_UNIFORM.spread(table, steps);
    }

    @Override
    public SigmaTable table() {
      return SigmaTable.distilled();
    }
  };

  /** More are of no use: a model knows 1000 levels. */
  private static final int MOST_STEPS = 1000;

  /** What a denoise strength may stretch the steps to. */
  private static final int MOST_STRETCHED = 100_000;

  private final String label;

  Schedule(String label) {
    this.label = label;
  }

  /** The name in ComfyUI and on the command line. */
  public String label() {
    return label;
  }

  /**
   * @throws BadInput if there is none of that name
   */
  public static Schedule named(String label) {
    for (Schedule schedule : values()) {
      if (schedule.label.equals(label)) {
        return schedule;
      }
    }
    throw new BadInput(
        "schedule",
        label,
        "must be one of "
            + Arrays.stream(values()).map(Schedule::label).collect(Collectors.joining(", ")));
  }

  /** The levels it is meant for. */
  public SigmaTable table() {
    return SigmaTable.comfy();
  }

  abstract Sigmas spread(SigmaTable table, int steps);

  /**
   * The levels of a full run.
   *
   * @param steps 1 to 1000
   */
  public Sigmas sigmas(SigmaTable table, int steps) {
    return spread(table, checked(steps));
  }

  /**
   * The levels of a run by ComfyUI's rules.
   *
   * @param steps 1 to 1000; what is run
   * @param denoise above 0; below 1 (0.9999 counts as below) only the end is run of a schedule of
   *     steps / denoise steps
   * @param dropPenultimate for the samplers whose last step is better taken from further up (dpm_2,
   *     dpm_2_ancestral, UniPC): one step more is planned and its least level above 0 left out
   */
  public Sigmas sigmas(SigmaTable table, int steps, double denoise, boolean dropPenultimate) {
    checked(steps);
    if (!(denoise > 0)) {
      throw new BadInput("denoise", denoise, "must be above 0 and at most 1");
    }
    boolean whole = denoise > 0.9999;
    double stretched = whole ? steps : Math.floor(steps / denoise);
    if (stretched > MOST_STRETCHED) {
      throw new BadInput("denoise", denoise, "is too small: use at least 0.01 or fewer steps");
    }
    Sigmas planned =
        dropPenultimate
            ? spread(table, (int) stretched + 1).withoutPenultimate()
            : spread(table, (int) stretched);
    return whole ? planned : planned.lastSteps(steps);
  }

  private static int checked(int steps) {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new BadInput("steps", steps, "must be 1 to " + MOST_STEPS);
    }
    return steps;
  }

  private static int timestepMax(SigmaTable table) {
    return table.timestep(table.sigmaMax());
  }

  private static Sigmas atTimesteps(SigmaTable table, float... timesteps) {
    float[] levels = new float[timesteps.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = table.sigma(timesteps[i]);
    }
    return Sigmas.toZero(levels);
  }
}

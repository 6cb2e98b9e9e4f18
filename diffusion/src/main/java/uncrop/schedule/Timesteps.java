package uncrop.schedule;

import uncrop.schedule.SchedulerConfig.Spacing;

/** diffusers' three ways of spreading timesteps, falling. */
final class Timesteps {
  private Timesteps() {}

  /**
   * @param wholeOnly whether linspace rounds, as DDIM does and Euler does not
   */
  static double[] of(SchedulerConfig config, int steps, boolean wholeOnly) {
    double[] timesteps = new double[steps];
    int trained = config.betas().timesteps();
    for (int i = 0; i < steps; i++) {
      timesteps[i] =
          switch (config.spacing()) {
            case LEADING -> (double) (steps - 1 - i) * (trained / steps) + config.stepsOffset();
            case TRAILING -> Math.rint(trained - i * ((double) trained / steps)) - 1;
            case LINSPACE -> {
              double even = steps == 1 ? 0 : (steps - 1 - i) * ((trained - 1.0) / (steps - 1));
              yield wholeOnly ? Math.rint(even) : (float) even;
            }
          };
      // An offset can lead beyond what was trained where the steps are many.
      timesteps[i] = Math.min(timesteps[i], trained - 1);
    }
    assert config.spacing() == Spacing.LINSPACE || timesteps[0] == Math.rint(timesteps[0]);
    return timesteps;
  }
}

package uncrop.schedule;

import org.jspecify.annotations.Nullable;
import uncrop.tensor.Tensor;

/**
 * One run of a diffusers scheduler: its timesteps from the most noise to the least, and how the
 * latents get from one to the next. Everything is FP32 [B, C, h, w]; steps count from 0.
 *
 * <p>Who drives it asks, for each step, for {@link #scaled} latents, shows them to the network with
 * {@link #timestep}, and gives what it predicts to {@link #step}.
 */
public sealed interface DiffusersSchedule permits DdimSchedule, EulerSchedule {
  /** How many steps are run: fewer than asked for where the strength is below 1. */
  int steps();

  /** What the network is told; whole, but for Euler's with linspace spacing. */
  double timestep(int step);

  /** Whether the strength is exactly 1: then the run starts from noise alone. */
  boolean startsFromNoise();

  /** What pure noise is multiplied by to be the first latents. */
  double initialSigma();

  /** The latents as the network wants to see them. */
  Tensor scaled(Tensor latents, int step);

  /**
   * The latents of the next step.
   *
   * @param predicted by the network, guidance applied
   * @param noise asked for one tensor of the latents' shape where the step adds noise
   */
  Tensor step(Tensor predicted, int step, Tensor latents, StepNoise noise);

  /**
   * What the network takes the clean latents for.
   *
   * @param predicted by the network, guidance applied
   */
  Tensor denoised(Tensor predicted, int step, Tensor latents);

  /** Clean latents with as much noise as this step's latents have. */
  Tensor noised(Tensor clean, Tensor noise, int step);

  /**
   * The latents of the first step.
   *
   * @param noise normal
   * @param clean the picture's latents; not needed where the run starts from noise
   */
  default Tensor initial(Tensor noise, @Nullable Tensor clean) {
    if (startsFromNoise()) {
      return noise.times(initialSigma());
    }
    if (clean == null) {
      throw new IllegalArgumentException("below strength 1 a run starts from a picture");
    }
    return noised(clean, noise, 0);
  }

  /** Where a step gets its noise. */
  @FunctionalInterface
  interface StepNoise {
    Tensor next();
  }
}

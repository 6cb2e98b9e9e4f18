package uncrop.sampler;

import uncrop.tensor.Tensor;

/** Hears of each step of a run, on the thread of the run, and may stop it. */
@FunctionalInterface
public interface StepListener {
  /** Hears nothing, never stops. */
  StepListener NONE = step -> {};

  /**
   * @throws uncrop.fault.Cancelled to stop the run
   */
  void after(Step step);

  /**
   * A step that was taken. Its tensors are valid during the call only.
   *
   * @param index from 0
   * @param steps how many there will be, as far as is known: dpm_adaptive takes as many as it needs
   * @param level the noise level, or with diffusers' schedulers the timestep, that the step left
   * @param latents after the step; uni_pc's are variance preserving until the last
   * @param denoised what the first evaluation of the step took the picture for
   */
  record Step(int index, int steps, double level, Tensor latents, Tensor denoised) {}
}

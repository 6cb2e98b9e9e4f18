package uncrop.sampler;

import uncrop.tensor.Tensor;

/**
 * A network with its prompts: from latents to what it was trained to predict of them. What else it
 * wants to see (mask and masked picture of an inpainting model) it adds by itself.
 */
public interface Network {
  /**
   * With the positive prompt alone.
   *
   * @param scaled latents, scaled as the network was trained; [B, 4, h, w]
   * @param timestep 0 to 999
   * @return [B, 4, h, w]
   */
  Tensor positive(Tensor scaled, double timestep);

  /**
   * With both prompts in one batch.
   *
   * @return [2 B, 4, h, w], the negative half first
   */
  Tensor both(Tensor scaled, double timestep);
}

package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.geometry.Size;
import uncrop.sampler.Network;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.Context;
import uncrop.unet.UNet;

/**
 * A UNet that has been told the prompts and shown what it is to see beside the latents. What does
 * not change from step to step is calculated once, when it is made.
 */
final class PromptedUNet implements Network {
  private final UNet unet;
  private final boolean guided;
  private final Context context;
  private final @Nullable Tensor condition; // [1 or 2, time width], SDXL only
  private final @Nullable Tensor beside; // [1, 5, h, w]: mask, latents of the masked picture

  /**
   * Its tensors belong to the scope that is open.
   *
   * @param guided whether the negative prompt counts: then it is only ever asked for both
   * @param size of the picture, in pixels
   * @param beside null for a network of 4 channels
   */
  PromptedUNet(
      UNet unet, Conditionings prompts, boolean guided, Size size, @Nullable Tensor beside) {
    this.unet = unet;
    this.guided = guided;
    this.beside = beside;
    context = unet.context(prompts.context(guided));
    Tensor pooled = prompts.pooled(guided);
    condition =
        unet.config().hasAddedInputs() && pooled != null
            ? unet.condition(pooled, Conditionings.sizes(size, guided ? 2 : 1))
            : null;
  }

  @Override
  public Tensor positive(Tensor scaled, double timestep) {
    check(!guided);
    return predicted(scaled, timestep);
  }

  @Override
  public Tensor both(Tensor scaled, double timestep) {
    check(guided);
    return predicted(scaled, timestep);
  }

  private static void check(boolean asMade) {
    if (!asMade) {
      throw new IllegalStateException("made for another guidance scale");
    }
  }

  private Tensor predicted(Tensor latents, double timestep) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor seen = beside == null ? latents : Tensor.cat(1, latents, beside);
      Tensor batch = guided ? Tensor.cat(0, seen, seen) : seen;
      Tensor predicted = unet.apply(batch, unet.embed(timestep, condition), context);
      return scope.keep(
          NotFinite.checked(predicted, "what the UNet predicts at timestep " + timestep));
    }
  }
}

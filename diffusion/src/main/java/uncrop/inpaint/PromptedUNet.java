package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.geometry.Size;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.Context;
import uncrop.unet.UNet;

/**
 * A UNet that has been told the prompts and shown what it is to see beside the latents. What does
 * not change from step to step is calculated once, when it is made.
 */
final class PromptedUNet extends PromptedNetwork {
  private final UNet unet;
  private final Context context;
  private final @Nullable Tensor condition; // [1 or 2, time width], SDXL only

  /**
   * Its tensors belong to the scope that is open.
   *
   * @param guided whether the negative prompt counts: then it is only ever asked for both
   * @param size of the picture, in pixels
   * @param beside null for a network of 4 channels
   */
  PromptedUNet(
      UNet unet, Conditionings prompts, boolean guided, Size size, @Nullable Tensor beside) {
    super(guided, beside);
    this.unet = unet;
    context = unet.context(prompts.context(guided));
    Tensor pooled = prompts.pooled(guided);
    condition =
        unet.config().hasAddedInputs() && pooled != null
            ? unet.condition(pooled, Conditionings.sizes(size, guided ? 2 : 1))
            : null;
  }

  @Override
  Tensor predicted(Tensor latents, double timestep) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor predicted = unet.apply(batch(latents), unet.embed(timestep, condition), context);
      return scope.keep(
          NotFinite.checked(predicted, "what the UNet predicts at timestep " + timestep));
    }
  }
}

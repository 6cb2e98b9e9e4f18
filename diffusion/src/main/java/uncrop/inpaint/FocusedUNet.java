package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.focus.SizeConditioning;
import uncrop.geometry.Size;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.Context;
import uncrop.unet.UNet;

/**
 * A UNet that has been told the prompts and is told sizes by the timestep; shown its hole beside
 * the latents, by a feature, or not at all.
 */
final class FocusedUNet extends PromptedNetwork implements AutoCloseable {
  private final UNet unet;
  private final Context context;
  private final @Nullable Tensor pooled; // [1 or 2, pooled width], SDXL only
  private final SizeConditioning sizes;
  private final Size size;
  private final @Nullable Tensor feature; // [1, first width, h, w]

  /**
   * What it calculates of the prompts lives until it is closed, since it may be made in the middle
   * of a step; the tensors that it is given stay the caller's, and so does the UNet.
   *
   * @param guided whether the negative prompt counts: then it is only ever asked for both
   * @param size that the picture is worked on at, in pixels
   * @param beside null for a network of 4 channels
   * @param feature null for a network without an inpaint head
   */
  FocusedUNet(
      UNet unet,
      Conditionings prompts,
      boolean guided,
      SizeConditioning sizes,
      Size size,
      @Nullable Tensor beside,
      @Nullable Tensor feature) {
    super(guided, beside);
    this.unet = unet;
    this.sizes = sizes;
    this.size = size;
    this.feature = feature;
    try (TensorScope scope = TensorScope.open()) {
      context = unet.context(prompts.context(guided)).release();
      Tensor vectors = unet.config().hasAddedInputs() ? prompts.pooled(guided) : null;
      pooled = vectors == null ? null : TensorScope.release(vectors.copy());
    }
  }

  @Override
  Tensor predicted(Tensor latents, double timestep) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor condition = pooled == null ? null : unet.condition(pooled, told(timestep));
      Tensor predicted =
          unet.apply(batch(latents), unet.embed(timestep, condition), context, feature);
      return scope.keep(
          NotFinite.checked(predicted, "what the UNet predicts at timestep " + timestep));
    }
  }

  /** Of sizes, the negative half first. */
  private double[][] told(double timestep) {
    double[] positive = sizes.positive(size, timestep);
    return guided()
        ? new double[][] {sizes.negative(size, timestep), positive}
        : new double[][] {positive};
  }

  @Override
  public void close() {
    context.close();
    if (pooled != null) {
      pooled.close();
    }
  }
}

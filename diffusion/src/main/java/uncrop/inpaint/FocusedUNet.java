package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.focus.SizeConditioning;
import uncrop.geometry.Size;
import uncrop.sampler.Network;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.Context;
import uncrop.unet.UNet;

/**
 * A UNet that has been told the prompts and is told sizes by the timestep; shown its hole beside
 * the latents, by a feature, or not at all.
 */
final class FocusedUNet implements Network, AutoCloseable {
  private final UNet unet;
  private final boolean guided;
  private final Context context;
  private final @Nullable Tensor pooled; // [1 or 2, pooled width], SDXL only
  private final SizeConditioning sizes;
  private final Size size;
  private final @Nullable Tensor beside; // [1, 5, h, w]: mask, latents of the masked picture
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
    this.unet = unet;
    this.guided = guided;
    this.sizes = sizes;
    this.size = size;
    this.beside = beside;
    this.feature = feature;
    try (TensorScope scope = TensorScope.open()) {
      context = unet.context(prompts.context(guided)).release();
      Tensor vectors = unet.config().hasAddedInputs() ? prompts.pooled(guided) : null;
      pooled = vectors == null ? null : TensorScope.release(vectors.copy());
    }
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
      Tensor condition = pooled == null ? null : unet.condition(pooled, told(timestep));
      Tensor predicted = unet.apply(batch, unet.embed(timestep, condition), context, feature);
      return scope.keep(
          NotFinite.checked(predicted, "what the UNet predicts at timestep " + timestep));
    }
  }

  /** Of sizes, the negative half first. */
  private double[][] told(double timestep) {
    double[] positive = sizes.positive(size, timestep);
    return guided
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

package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.sampler.Network;
import uncrop.tensor.Tensor;

/** A network that was told its prompts when it was made, for one way of being asked. */
abstract sealed class PromptedNetwork implements Network permits PromptedUNet, FocusedUNet {
  private final boolean guided;
  private final @Nullable Tensor beside; // [1, 5, h, w]: mask, latents of the masked picture

  /**
   * @param guided whether the negative prompt counts: then it is only ever asked for both
   * @param beside null for a network of 4 channels
   */
  PromptedNetwork(boolean guided, @Nullable Tensor beside) {
    this.guided = guided;
    this.beside = beside;
  }

  @Override
  public final Tensor positive(Tensor scaled, double timestep) {
    check(!guided);
    return predicted(scaled, timestep);
  }

  @Override
  public final Tensor both(Tensor scaled, double timestep) {
    check(guided);
    return predicted(scaled, timestep);
  }

  private static void check(boolean asMade) {
    if (!asMade) {
      throw new IllegalStateException("made for another guidance scale");
    }
  }

  final boolean guided() {
    return guided;
  }

  /** All that the network sees: what lies beside the latents, and with guidance all of it twice. */
  final Tensor batch(Tensor latents) {
    Tensor seen = beside == null ? latents : Tensor.cat(1, latents, beside);
    return guided ? Tensor.cat(0, seen, seen) : seen;
  }

  /** Once as the network was made to be asked. */
  abstract Tensor predicted(Tensor latents, double timestep);
}

package uncrop.inpaint;

import uncrop.checkpoint.Checkpoint;
import uncrop.layer.Precision;
import uncrop.tensor.TensorScope;
import uncrop.text.Conditioning;
import uncrop.text.PromptEncoder;
import uncrop.text.PromptStyle;

/** From prompts to what the UNet is told. */
@FunctionalInterface
interface PromptReader {
  /** The tensors belong to the caller's scope. */
  Conditionings read(Prompts prompts, PromptStyle style);

  /**
   * By the checkpoint's text encoders. They are loaded for each reading and let go of at once: next
   * to a UNet they would stand idle in gigabytes of memory. They run in FP32 in any case, once, in
   * a fraction of the time of one step.
   */
  static PromptReader of(Checkpoint checkpoint) {
    return (prompts, style) -> {
      try (TensorScope scope = TensorScope.open();
          PromptEncoder encoder = PromptEncoder.load(checkpoint, Precision.FP32, style)) {
        return new Conditionings(
            kept(scope, encoder.positive(prompts.positive(), prompts.clipSkip())),
            kept(scope, encoder.negative(prompts.negative(), prompts.clipSkip())));
      }
    };
  }

  private static Conditioning kept(TensorScope scope, Conditioning conditioning) {
    scope.keep(conditioning.context());
    if (conditioning.pooled() != null) {
      scope.keep(conditioning.pooled());
    }
    return conditioning;
  }
}

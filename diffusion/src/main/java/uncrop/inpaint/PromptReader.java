package uncrop.inpaint;

import java.util.List;
import uncrop.checkpoint.Checkpoint;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.Device;
import uncrop.tensor.TensorScope;
import uncrop.text.Conditioning;
import uncrop.text.PromptEncoder;
import uncrop.text.PromptStyle;

/** From prompts to what the UNet is told. */
@FunctionalInterface
interface PromptReader extends AutoCloseable {
  /** The tensors belong to the caller's scope, or to the reader until it is closed. */
  Conditionings read(Prompts prompts, PromptStyle style);

  @Override
  default void close() {}

  /**
   * By the checkpoint's text encoders. They are loaded for each reading and let go of at once: next
   * to a UNet they would stand idle in gigabytes of memory. They run in FP32 in any case, once, in
   * a fraction of the time of one step.
   */
  static PromptReader of(Checkpoint checkpoint, Device device) {
    Placement exact = new Placement(device, Precision.FP32);
    return (prompts, style) -> {
      try (PromptEncoder encoder = PromptEncoder.load(checkpoint, exact, style)) {
        return read(encoder, prompts, style);
      }
    };
  }

  /** The tensors belong to the caller's scope. */
  static Conditionings read(PromptEncoder encoder, Prompts prompts, PromptStyle style) {
    try (TensorScope scope = TensorScope.open()) {
      Conditionings read =
          style == PromptStyle.FOOOCUS ? oneByOne(encoder, prompts) : asOne(encoder, prompts);
      return new Conditionings(kept(scope, read.positive()), kept(scope, read.negative()));
    }
  }

  private static Conditionings asOne(PromptEncoder encoder, Prompts prompts) {
    return new Conditionings(
        encoder.positive(prompts.positive(), prompts.clipSkip()),
        encoder.negative(prompts.negative(), prompts.clipSkip()));
  }

  private static Conditionings oneByOne(PromptEncoder encoder, Prompts prompts) {
    List<String> negatives = prompts.negatives().isEmpty() ? List.of("") : prompts.negatives();
    return new Conditionings(
        oneByOne(encoder, prompts.positives(), prompts.pooled(), prompts.clipSkip()),
        oneByOne(encoder, negatives, negatives.size(), prompts.clipSkip()));
  }

  private static Conditioning oneByOne(
      PromptEncoder encoder, List<String> texts, int pooled, int clipSkip) {
    return Conditioning.joined(
        texts.stream().map(text -> encoder.positive(text, clipSkip)).toList(), pooled);
  }

  private static Conditioning kept(TensorScope scope, Conditioning conditioning) {
    scope.keep(conditioning.context());
    if (conditioning.pooled() != null) {
      scope.keep(conditioning.pooled());
    }
    return conditioning;
  }
}

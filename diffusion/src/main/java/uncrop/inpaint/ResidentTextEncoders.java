package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.Checkpoint;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.Device;
import uncrop.text.PromptEncoder;
import uncrop.text.PromptStyle;

/** Keeps the text encoders from the first prompt on: where a step takes less than reading them. */
final class ResidentTextEncoders implements PromptReader {
  private final Checkpoint checkpoint;
  private final Placement placement;
  private @Nullable PromptEncoder encoder;
  private @Nullable PromptStyle style;

  ResidentTextEncoders(Checkpoint checkpoint, Device device) {
    this.checkpoint = checkpoint;
    placement = new Placement(device, Precision.FP32);
  }

  @Override
  public Conditionings read(Prompts prompts, PromptStyle wanted) {
    return PromptReader.read(encoder(wanted), prompts, wanted);
  }

  /** Of one way of reading at a time. */
  private PromptEncoder encoder(PromptStyle wanted) {
    PromptEncoder there = encoder;
    if (there != null && style == wanted) {
      return there;
    }
    close();
    there = PromptEncoder.load(checkpoint, placement, wanted);
    encoder = there;
    style = wanted;
    return there;
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    encoder = null;
  }
}

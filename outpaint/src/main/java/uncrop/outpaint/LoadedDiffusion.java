package uncrop.outpaint;

import java.util.ArrayList;
import java.util.List;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Part;
import uncrop.inpaint.Inpainter;
import uncrop.layer.Precision;
import uncrop.loaded.LoadedModel;
import uncrop.lora.LoraChoice;
import uncrop.lora.Loras;

/** A checkpoint with its LoRAs, open and ready to paint. */
final class LoadedDiffusion implements LoadedModel {
  private final Checkpoint base;
  private final Loras adapted;
  private final Inpainter inpainter;
  private final Precision precision;

  private LoadedDiffusion(
      Checkpoint base, Loras adapted, Inpainter inpainter, Precision precision) {
    this.base = base;
    this.adapted = adapted;
    this.inpainter = inpainter;
    this.precision = precision;
  }

  /**
   * Takes over the checkpoint, also if this fails.
   *
   * @throws uncrop.fault.UncropException if a LoRA cannot be used
   */
  static LoadedDiffusion of(Checkpoint base, List<LoraChoice> loras, Precision precision) {
    try {
      Loras adapted = Loras.over(base, loras);
      return new LoadedDiffusion(
          base, adapted, new Inpainter(adapted.checkpoint(), precision), precision);
    } catch (RuntimeException | Error e) {
      base.close();
      throw e;
    }
  }

  Inpainter inpainter() {
    return inpainter;
  }

  Checkpoint checkpoint() {
    return adapted.checkpoint();
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>(base.warnings());
    warnings.addAll(adapted.warnings());
    return warnings;
  }

  /** Of the networks that stay in memory, the UNet and the VAE. */
  @Override
  public long bytes() {
    long unet = numbers(base.unet());
    long vae = numbers(base.vae());
    return unet * bytes(precision) + vae * Float.BYTES;
  }

  private static int bytes(Precision precision) {
    return switch (precision) {
      case FP32 -> Float.BYTES;
      case BF16, FP16 -> Short.BYTES;
      case INT8 -> Byte.BYTES;
    };
  }

  private static long numbers(Part<?> part) {
    long numbers = 0;
    for (String name : part.names()) {
      long count = 1;
      for (long size : part.weights().shape(name)) {
        count *= size;
      }
      numbers += count;
    }
    return numbers;
  }

  @Override
  public void close() {
    inpainter.close();
    adapted.close();
    base.close();
  }
}

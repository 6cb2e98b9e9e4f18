package uncrop.outpaint;

import java.util.ArrayList;
import java.util.List;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Part;
import uncrop.inpaint.Inpainter;
import uncrop.layer.Precision;
import uncrop.loaded.LoadedModel;
import uncrop.lora.LoraChoice;
import uncrop.lora.Loras;

/** A checkpoint with its LoRAs, open and ready to paint. */
final class LoadedDiffusion implements LoadedModel {
  /*
   * SDXL takes 5 GB of weights in 16 bits, and decoding 1024 x 1024 takes as much again. One after the
   * other they need half of that, for reading the UNet anew in each window: seconds, next to minutes
   * of sampling. Stable Diffusion 1.5 is small enough to stay, and to be quick at the next window.
   */
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
      Checkpoint checkpoint = adapted.checkpoint();
      Inpainter inpainter =
          checkpoint.family() == Family.SDXL
              ? Inpainter.once(checkpoint, precision)
              : new Inpainter(checkpoint, precision);
      return new LoadedDiffusion(base, adapted, inpainter, precision);
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

  /** Of the UNet and the VAE, whether or not they are there at the same time. */
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

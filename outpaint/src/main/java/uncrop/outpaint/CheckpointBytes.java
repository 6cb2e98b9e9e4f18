package uncrop.outpaint;

import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Part;
import uncrop.inpaint.Residency;
import uncrop.layer.Precision;

/**
 * What the weights of a checkpoint take in memory, in bytes.
 *
 * @param text of all text encoders, which run in FP32
 */
record CheckpointBytes(long unet, long vae, long text) {
  static CheckpointBytes of(Checkpoint checkpoint, Precision precision) {
    long text = numbers(checkpoint.textEncoder());
    if (checkpoint.family() == Family.SDXL) {
      text += numbers(checkpoint.textEncoder2());
    }
    return new CheckpointBytes(
        numbers(checkpoint.unet()) * bytes(precision),
        numbers(checkpoint.vae()) * Float.BYTES,
        text * Float.BYTES);
  }

  /** The most that fits. */
  Residency fitting(boolean patched, long room) {
    for (Residency residency : new Residency[] {Residency.EVERYTHING, Residency.PAINTERS}) {
      if (of(residency, patched) <= room) {
        return residency;
      }
    }
    return Residency.SINGLE;
  }

  /** What stays; of those that come and go, UNet and VAE count all the same. */
  long of(Residency residency, boolean patched) {
    return residency == Residency.EVERYTHING ? (patched ? 2 : 1) * unet + vae + text : unet + vae;
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
}

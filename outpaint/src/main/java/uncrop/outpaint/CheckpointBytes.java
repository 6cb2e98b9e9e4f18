package uncrop.outpaint;

import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.inpaint.Residency;
import uncrop.layer.Precision;

/**
 * What the weights of a checkpoint take in memory, in bytes.
 *
 * @param text of all text encoders, which run in FP32
 */
record CheckpointBytes(long unet, long vae, long text) {
  static CheckpointBytes of(Checkpoint checkpoint, Precision precision) {
    long text = checkpoint.textEncoder().numbers();
    if (checkpoint.family() == Family.SDXL) {
      text += checkpoint.textEncoder2().numbers();
    }
    return new CheckpointBytes(
        checkpoint.unet().numbers() * bytes(precision),
        checkpoint.vae().numbers() * Float.BYTES,
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
}

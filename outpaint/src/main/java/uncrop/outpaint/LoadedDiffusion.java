package uncrop.outpaint;

import java.util.ArrayList;
import java.util.List;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.inpaint.Inpainter;
import uncrop.inpaint.Residency;
import uncrop.layer.Placement;
import uncrop.loaded.LoadedModel;
import uncrop.lora.LoraChoice;
import uncrop.lora.Loras;

/** A checkpoint with its LoRAs, open and ready to paint. */
final class LoadedDiffusion implements LoadedModel {
  /*
   * On the processor: SDXL takes 5 GB of weights in 16 bits, and decoding 1024 x 1024 takes as much
   * again. One after the other they need half of that, for reading the UNet anew in each window:
   * seconds, next to minutes of sampling. Stable Diffusion 1.5 is small enough to stay, and to be
   * quick at the next window.
   *
   * On a graphics processor the sampling is what takes seconds: all stays that finds room.
   */
  private final Checkpoint base;
  private final Loras adapted;
  private final Inpainter inpainter;
  private final long bytes;

  private LoadedDiffusion(Checkpoint base, Loras adapted, Inpainter inpainter, long bytes) {
    this.base = base;
    this.adapted = adapted;
    this.inpainter = inpainter;
    this.bytes = bytes;
  }

  /**
   * Takes over the checkpoint, also if this fails.
   *
   * @param patched whether an inpaint patch will be laid over it
   * @param room for weights on the device, in bytes
   * @throws uncrop.fault.UncropException if a LoRA cannot be used
   */
  static LoadedDiffusion of(
      Checkpoint base, List<LoraChoice> loras, Placement placement, boolean patched, long room) {
    try {
      Loras adapted = Loras.over(base, loras);
      Checkpoint checkpoint = adapted.checkpoint();
      CheckpointBytes bytes = CheckpointBytes.of(checkpoint, placement.precision());
      Residency residency =
          placement.device().isCpu()
              ? onProcessor(checkpoint.family())
              : bytes.fitting(patched, room);
      return new LoadedDiffusion(
          base,
          adapted,
          new Inpainter(checkpoint, placement, residency),
          bytes.of(residency, patched));
    } catch (RuntimeException | Error e) {
      base.close();
      throw e;
    }
  }

  private static Residency onProcessor(Family family) {
    return family == Family.SDXL ? Residency.SINGLE : Residency.PAINTERS;
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

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    inpainter.close();
    adapted.close();
    base.close();
  }
}

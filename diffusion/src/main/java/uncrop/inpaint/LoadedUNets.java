package uncrop.inpaint;

import java.nio.file.Path;
import uncrop.unet.UNet;

/**
 * The UNets of a checkpoint, of which one at a time is in memory: asking for one closes the other.
 */
interface LoadedUNets {
  /** As it is in the checkpoint. */
  UNet plain();

  /** With an inpaint patch. */
  UNet patched(Path patch);
}

package uncrop.inpaint;

import java.nio.file.Path;
import uncrop.unet.UNet;

/**
 * The UNets of a checkpoint. Where memory is short one at a time is loaded, and asking for one
 * closes the other.
 */
interface LoadedUNets {
  /** As it is in the checkpoint. */
  UNet plain();

  /** With an inpaint patch. */
  UNet patched(Path patch);
}

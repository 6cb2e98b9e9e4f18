package uncrop.outpaint;

import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;

/** Says quickly and roughly what latents look like. */
@FunctionalInterface
interface LatentColours extends AutoCloseable {
  /**
   * @param latents as the UNet sees them, [1, 4, h, w]
   * @return of any size of the same shape
   */
  Raster picture(Tensor latents);

  @Override
  default void close() {}
}

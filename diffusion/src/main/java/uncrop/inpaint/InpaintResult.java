package uncrop.inpaint;

import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;

/**
 * What a model made.
 *
 * @param picture as the model decoded it, opaque: outside of the mask it is like the source, not
 *     equal to it
 * @param latents the final ones, FP32 [1, 4, h, w], as the reference hands them on: diffusers as
 *     its UNet sees them, ComfyUI as its VAE does. They belong to the scope of who called
 */
public record InpaintResult(Raster picture, Tensor latents) {}

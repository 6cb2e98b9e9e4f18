/**
 * From noise to latents: the samplers by name, each in terms of a denoiser, and what makes a
 * denoiser of a network: guidance, masks.
 */
@NullMarked
package uncrop.sampler;

import org.jspecify.annotations.NullMarked;

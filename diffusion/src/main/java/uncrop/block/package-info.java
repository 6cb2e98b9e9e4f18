/** Parts that the networks of latent diffusion share. */
@NullMarked
package uncrop.block;

import org.jspecify.annotations.NullMarked;

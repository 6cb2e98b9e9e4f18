/** The network that predicts the noise in a latent picture: Stable Diffusion 1.5 and XL. */
@NullMarked
package uncrop.unet;

import org.jspecify.annotations.NullMarked;

/** From pictures to latents and back: the autoencoder, whole or in tiles, and the tiny one. */
@NullMarked
package uncrop.vae;

import org.jspecify.annotations.NullMarked;

/** From a prompt to what the image model is conditioned on: tokens, weights, encodings. */
@NullMarked
package uncrop.text;

import org.jspecify.annotations.NullMarked;

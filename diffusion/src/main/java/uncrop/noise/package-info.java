/** Normally distributed noise that is the same for the same seed, here and in the references. */
@NullMarked
package uncrop.noise;

import org.jspecify.annotations.NullMarked;

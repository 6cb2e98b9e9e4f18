/**
 * Tensors over libtorch: the smallest layer that frees native memory on time and speaks in one-line
 * errors.
 */
@NullMarked
package uncrop.tensor;

import org.jspecify.annotations.NullMarked;

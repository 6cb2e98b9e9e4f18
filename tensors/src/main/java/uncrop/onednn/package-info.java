/**
 * oneDNN's matrix products and convolutions with weights in the order that the processor likes
 * best, and with what follows them fused in. Tensors are those of libtorch: only addresses are
 * passed.
 */
@NullMarked
package uncrop.onednn;

import org.jspecify.annotations.NullMarked;

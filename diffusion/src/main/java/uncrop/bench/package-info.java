/** Measures the networks on this machine, with random weights. */
@NullMarked
package uncrop.bench;

import org.jspecify.annotations.NullMarked;

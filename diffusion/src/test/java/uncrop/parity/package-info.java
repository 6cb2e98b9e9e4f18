/** Reference values of the networks, and what it takes to be equal to them. */
@NullMarked
package uncrop.parity;

import org.jspecify.annotations.NullMarked;

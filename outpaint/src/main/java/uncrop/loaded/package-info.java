/** Which models are in memory, and the one thread on which they compute. */
@NullMarked
package uncrop.loaded;

import org.jspecify.annotations.NullMarked;

/** Goes on where a prompt ends, by a small language model. */
@NullMarked
package uncrop.expansion;

import org.jspecify.annotations.NullMarked;

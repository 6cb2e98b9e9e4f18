/** The trivial engine: edge, mirror, blur or one colour. */
@NullMarked
package uncrop.pad;

import org.jspecify.annotations.NullMarked;

/** Reads the reference vectors that the tests compare with. */
@NullMarked
package uncrop.golden;

import org.jspecify.annotations.NullMarked;

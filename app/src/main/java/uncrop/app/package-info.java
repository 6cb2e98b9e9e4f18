/** The program. */
@NullMarked
package uncrop.app;

import org.jspecify.annotations.NullMarked;

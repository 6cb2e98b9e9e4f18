/** The engines that come with the program and need no model file. */
@NullMarked
package uncrop.embedded;

import org.jspecify.annotations.NullMarked;

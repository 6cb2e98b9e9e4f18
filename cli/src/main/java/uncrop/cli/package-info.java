/** The command line. */
@NullMarked
package uncrop.cli;

import org.jspecify.annotations.NullMarked;

/** The command that lists styles. */
@NullMarked
package uncrop.cli.styles;

import org.jspecify.annotations.NullMarked;

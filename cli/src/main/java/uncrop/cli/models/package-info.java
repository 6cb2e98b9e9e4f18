/** The commands about installed models. */
@NullMarked
package uncrop.cli.models;

import org.jspecify.annotations.NullMarked;

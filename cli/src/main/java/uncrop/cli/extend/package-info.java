/** {@code uncrop extend}: pictures in, wider pictures out. */
@NullMarked
package uncrop.cli.extend;

import org.jspecify.annotations.NullMarked;

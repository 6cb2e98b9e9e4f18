/** {@code uncrop bench}: how fast and how large an engine is on this machine. */
@NullMarked
package uncrop.cli.bench;

import org.jspecify.annotations.NullMarked;

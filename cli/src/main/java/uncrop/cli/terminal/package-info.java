/** Where a command reads and writes, and how it shows its progress there. */
@NullMarked
package uncrop.cli.terminal;

import org.jspecify.annotations.NullMarked;

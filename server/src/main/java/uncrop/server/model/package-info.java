/** Models that callers ask for by name, and what happens where they are not installed. */
@NullMarked
package uncrop.server.model;

import org.jspecify.annotations.NullMarked;

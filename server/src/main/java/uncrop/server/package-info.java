/** The HTTP server. */
@NullMarked
package uncrop.server;

import org.jspecify.annotations.NullMarked;

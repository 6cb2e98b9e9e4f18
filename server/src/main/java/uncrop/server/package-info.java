/** The HTTP server: how it is started, configured and stopped, and the commands that do it. */
@NullMarked
package uncrop.server;

import org.jspecify.annotations.NullMarked;

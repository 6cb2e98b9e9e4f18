/** From an order to painted pictures, through one bounded queue. Knows nothing of HTTP. */
@NullMarked
package uncrop.server.painting;

import org.jspecify.annotations.NullMarked;

/** How often a key may ask, and an address may guess. */
@NullMarked
package uncrop.server.limit;

import org.jspecify.annotations.NullMarked;

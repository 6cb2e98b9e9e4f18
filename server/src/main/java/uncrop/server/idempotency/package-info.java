/** Requests that are sent twice are carried out once. */
@NullMarked
package uncrop.server.idempotency;

import org.jspecify.annotations.NullMarked;

/** Addresses of painted pictures that whoever holds them may fetch, without a key, for a while. */
@NullMarked
package uncrop.server.results;

import org.jspecify.annotations.NullMarked;

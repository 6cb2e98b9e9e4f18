/** API keys: made, kept as hashes, recognised, revoked. */
@NullMarked
package uncrop.server.key;

import org.jspecify.annotations.NullMarked;

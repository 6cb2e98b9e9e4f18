/** What the JSON vocabularies share: bodies and typed parameters. */
@NullMarked
package uncrop.server.wire;

import org.jspecify.annotations.NullMarked;

/** Stability's {@code POST /v2beta/stable-image/edit/outpaint}. */
@NullMarked
package uncrop.server.vocabulary.stability;

import org.jspecify.annotations.NullMarked;

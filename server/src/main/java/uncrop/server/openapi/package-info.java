/** The OpenAPI document of the whole server, and a page to try it from. */
@NullMarked
package uncrop.server.openapi;

import org.jspecify.annotations.NullMarked;

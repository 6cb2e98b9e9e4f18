/** What application.yml sets under uncrop, checked when the server starts. */
@NullMarked
package uncrop.server.settings;

import org.jspecify.annotations.NullMarked;

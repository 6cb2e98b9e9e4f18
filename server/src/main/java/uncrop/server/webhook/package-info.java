/** Tells the owners of jobs how these ended, at least once, at an address that they named. */
@NullMarked
package uncrop.server.webhook;

import org.jspecify.annotations.NullMarked;

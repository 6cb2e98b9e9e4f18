/** What every request passes through: its id, its key, and the answer to a fault. */
@NullMarked
package uncrop.server.web;

import org.jspecify.annotations.NullMarked;

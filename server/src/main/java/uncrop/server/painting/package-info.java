/**
 * From an order and picture files to painted picture files. Knows nothing of jobs' rows or HTTP.
 */
@NullMarked
package uncrop.server.painting;

import org.jspecify.annotations.NullMarked;

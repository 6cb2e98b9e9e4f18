/** What an operator looks at: health, metrics and logs. */
@NullMarked
package uncrop.server.operations;

import org.jspecify.annotations.NullMarked;

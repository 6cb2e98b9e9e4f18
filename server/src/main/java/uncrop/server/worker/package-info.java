/** The threads that paint jobs, and what looks after them. */
@NullMarked
package uncrop.server.worker;

import org.jspecify.annotations.NullMarked;

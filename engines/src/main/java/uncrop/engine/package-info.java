/** What an engine is, and the one way a picture is outpainted. */
@NullMarked
package uncrop.engine;

import org.jspecify.annotations.NullMarked;

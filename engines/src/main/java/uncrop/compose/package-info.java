/** Lays the source on the canvas and puts it back, byte for byte. */
@NullMarked
package uncrop.compose;

import org.jspecify.annotations.NullMarked;

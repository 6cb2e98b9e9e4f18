/** Where the source lies on the canvas: integer geometry, no pixels. */
@NullMarked
package uncrop.geometry;

import org.jspecify.annotations.NullMarked;

/** How a model that sees a picture of one size paints holes in canvases of any size. */
@NullMarked
package uncrop.window;

import org.jspecify.annotations.NullMarked;

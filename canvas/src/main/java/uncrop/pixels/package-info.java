/** Pictures and masks in memory. */
@NullMarked
package uncrop.pixels;

import org.jspecify.annotations.NullMarked;

/** PNG files. */
@NullMarked
package uncrop.picture.png;

import org.jspecify.annotations.NullMarked;

/** JPEG files. */
@NullMarked
package uncrop.picture.jpeg;

import org.jspecify.annotations.NullMarked;

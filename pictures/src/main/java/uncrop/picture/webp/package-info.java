/** WebP files. */
@NullMarked
package uncrop.picture.webp;

import org.jspecify.annotations.NullMarked;

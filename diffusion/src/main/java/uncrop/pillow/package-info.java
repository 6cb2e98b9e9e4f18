/**
 * What Pillow does to pictures, to the last bit: models were trained and are run on its results.
 */
@NullMarked
package uncrop.pillow;

import org.jspecify.annotations.NullMarked;

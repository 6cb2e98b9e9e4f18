/** Weights on disk: their file formats, what the networks in them look like, and their names. */
@NullMarked
package uncrop.checkpoint;

import org.jspecify.annotations.NullMarked;

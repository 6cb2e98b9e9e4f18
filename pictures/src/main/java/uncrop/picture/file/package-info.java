/**
 * The parts that every picture format shares: what a file carries beside its pixels, and how it
 * fails.
 */
@NullMarked
package uncrop.picture.file;

import org.jspecify.annotations.NullMarked;

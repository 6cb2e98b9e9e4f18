/**
 * The trivial engine: edge, mirror, blur or one colour. It is what people ask for when they want no
 * painting, and the engine of load tests.
 */
@NullMarked
package uncrop.pad;

import org.jspecify.annotations.NullMarked;

/** The embedded engine: continues a picture with pieces of itself. */
@NullMarked
package uncrop.exemplar;

import org.jspecify.annotations.NullMarked;

/** The one immutable plan that every vocabulary compiles to. */
@NullMarked
package uncrop.plan;

import org.jspecify.annotations.NullMarked;

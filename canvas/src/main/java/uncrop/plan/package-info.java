/**
 * The one immutable plan that every vocabulary compiles to: {@link uncrop.plan.Planner} checks a
 * request and makes it, {@link uncrop.plan.KeepMask} draws which pixels it keeps.
 */
@NullMarked
package uncrop.plan;

import org.jspecify.annotations.NullMarked;

/** Large files over HTTP that drop, stall and change: resumed, checked, and never half. */
@NullMarked
package uncrop.models.download;

import org.jspecify.annotations.NullMarked;

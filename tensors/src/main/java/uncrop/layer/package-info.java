/** The layers that networks are built from, each in the form that is fastest on this machine. */
@NullMarked
package uncrop.layer;

import org.jspecify.annotations.NullMarked;

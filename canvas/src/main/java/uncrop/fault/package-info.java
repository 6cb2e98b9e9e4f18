/** What can go wrong, in words a user can act on. */
@NullMarked
package uncrop.fault;

import org.jspecify.annotations.NullMarked;

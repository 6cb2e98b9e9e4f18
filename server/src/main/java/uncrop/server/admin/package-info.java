/** Accounts, keys and credits over HTTP, for keys of the scope admin. */
@NullMarked
package uncrop.server.admin;

import org.jspecify.annotations.NullMarked;

/** Accounts: who owns keys, jobs and credits. */
@NullMarked
package uncrop.server.account;

import org.jspecify.annotations.NullMarked;

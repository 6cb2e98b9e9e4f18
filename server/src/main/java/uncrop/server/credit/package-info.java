/** Credits: the ledger, what a painting costs, and what is left. */
@NullMarked
package uncrop.server.credit;

import org.jspecify.annotations.NullMarked;

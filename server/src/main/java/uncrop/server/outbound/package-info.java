/** Requests to addresses that strangers name, which never reach the inside of the network. */
@NullMarked
package uncrop.server.outbound;

import org.jspecify.annotations.NullMarked;

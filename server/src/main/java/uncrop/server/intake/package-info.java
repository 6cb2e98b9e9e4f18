/** Where vocabularies hand in what they want painted, wait for it, and ask about it. */
@NullMarked
package uncrop.server.intake;

import org.jspecify.annotations.NullMarked;

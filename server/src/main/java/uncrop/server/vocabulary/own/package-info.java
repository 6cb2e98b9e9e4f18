/**
 * Our own vocabulary, {@code /api/v1}: outpaints as jobs that are submitted, watched, fetched and
 * cancelled. Its failures are RFC 9457 problems.
 */
@NullMarked
package uncrop.server.vocabulary.own;

import org.jspecify.annotations.NullMarked;

/**
 * Segmind's asynchronous calls: submitted under {@code /v2/{slug}}, asked after under {@code
 * /v2/requests}.
 */
@NullMarked
package uncrop.server.vocabulary.segmindqueue;

import org.jspecify.annotations.NullMarked;

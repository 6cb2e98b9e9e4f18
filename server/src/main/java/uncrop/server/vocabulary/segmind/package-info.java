/** The vocabulary of Segmind: wire types in, orders out, answers back. */
@NullMarked
package uncrop.server.vocabulary.segmind;

import org.jspecify.annotations.NullMarked;

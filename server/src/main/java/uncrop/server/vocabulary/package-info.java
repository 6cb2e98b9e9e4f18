/**
 * What the vocabularies of the hosted APIs share: from a compiled request to a job, and from an
 * ended job to the headers and the form of its answer.
 */
@NullMarked
package uncrop.server.vocabulary;

import org.jspecify.annotations.NullMarked;

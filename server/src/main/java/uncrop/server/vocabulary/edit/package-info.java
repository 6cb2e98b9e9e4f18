/**
 * {@code POST /api/edit/outpaint}: a form in, and {@code {code, message, data}} out, also for
 * failures.
 */
@NullMarked
package uncrop.server.vocabulary.edit;

import org.jspecify.annotations.NullMarked;

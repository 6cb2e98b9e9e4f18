/** Picture files in and out: formats, profiles, metadata, provenance. */
@NullMarked
package uncrop.picture;

import org.jspecify.annotations.NullMarked;

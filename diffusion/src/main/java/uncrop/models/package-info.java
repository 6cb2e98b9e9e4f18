/** The models that are installed here, and in what numbers this machine runs them best. */
@NullMarked
package uncrop.models;

import org.jspecify.annotations.NullMarked;

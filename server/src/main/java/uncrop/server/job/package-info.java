/** The jobs: rows of the database that say what is to be painted, by whom, and how far it is. */
@NullMarked
package uncrop.server.job;

import org.jspecify.annotations.NullMarked;

/** Where the server keeps what must survive it: SQLite in a folder, and what PostgreSQL needs. */
@NullMarked
package uncrop.server.database;

import org.jspecify.annotations.NullMarked;

package uncrop.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A fresh database of either kind. */
public record TestDatabase(Database database, @Nullable EmbeddedPostgres process)
    implements AutoCloseable {

  public static TestDatabase sqlite(Path folder) {
    return new TestDatabase(Database.in(folder), null);
  }

  public static TestDatabase postgres() {
    try {
      EmbeddedPostgres process = EmbeddedPostgres.start();
      return new TestDatabase(Database.open(process.getJdbcUrl("postgres", "postgres")), process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    database.close();
    if (process != null) {
      try {
        process.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package uncrop.server.job;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.database.Database;
import uncrop.server.database.TestDatabase;

class SqliteJobsTest extends JobsContract {
  @TempDir static Path folder;
  private static TestDatabase test;

  @BeforeAll
  static void open() {
    test = TestDatabase.sqlite(folder);
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @Override
  Database database() {
    return test.database();
  }
}

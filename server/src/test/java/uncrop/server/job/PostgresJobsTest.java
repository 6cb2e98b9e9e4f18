package uncrop.server.job;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import uncrop.server.database.Database;
import uncrop.server.database.TestDatabase;

class PostgresJobsTest extends JobsContract {
  private static TestDatabase test;

  @BeforeAll
  static void open() {
    test = TestDatabase.postgres();
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

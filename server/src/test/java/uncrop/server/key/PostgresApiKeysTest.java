package uncrop.server.key;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.TestDatabase;

class PostgresApiKeysTest extends ApiKeysContract {
  static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.postgres();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  JdbcClient jdbc() {
    return database.database().jdbc();
  }
}

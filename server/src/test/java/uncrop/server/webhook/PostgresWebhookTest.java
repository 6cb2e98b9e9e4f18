package uncrop.server.webhook;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import uncrop.server.database.Database;
import uncrop.server.database.TestDatabase;

class PostgresWebhookTest extends WebhookContract {
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
  Database database() {
    return database.database();
  }
}

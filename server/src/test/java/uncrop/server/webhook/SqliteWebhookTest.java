package uncrop.server.webhook;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.database.Database;
import uncrop.server.database.TestDatabase;

class SqliteWebhookTest extends WebhookContract {
  @TempDir static Path folder;
  static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.sqlite(folder);
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

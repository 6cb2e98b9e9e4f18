package uncrop.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresChargesTest extends ChargesContract {
  static EmbeddedPostgres postgres;
  private String url = "";

  @BeforeAll
  static void open() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void close() throws IOException {
    postgres.close();
  }

  @Override
  String database() {
    if (url.isEmpty()) {
      String name = "t" + System.nanoTime();
      run("CREATE DATABASE " + name);
      url = postgres.getJdbcUrl("postgres", name);
    }
    return url;
  }

  private static void run(String statement) {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.CommandRun.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresMoneyCommandsTest extends MoneyCommandsContract {
  static EmbeddedPostgres postgres;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void close() throws IOException {
    postgres.close();
  }

  @Override
  List<Object> database() {
    return List.of("--database", postgres.getJdbcUrl("postgres", "postgres"));
  }

  @Test
  void no_file_is_made_beside_it() {
    run(
        new AccountsCommand(),
        "list",
        "--data",
        folder,
        "--database",
        postgres.getJdbcUrl("postgres", "postgres"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_database_that_is_not_there_is_an_error_of_one_line_without_its_password() {
    CommandRun failed =
        run(
            new AccountsCommand(),
            "list",
            "--database",
            "jdbc:postgresql://127.0.0.1:1/none?user=ann&password=secret");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("--database").doesNotContain("secret").hasLineCount(1);
  }

  @Test
  void an_address_of_another_database_is_refused() {
    CommandRun failed = run(new AccountsCommand(), "list", "--database", "jdbc:mysql://db/uncrop");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("jdbc:postgresql://").hasLineCount(1);
  }
}

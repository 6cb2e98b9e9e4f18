package uncrop.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
  @TempDir Path folder;

  @Test
  void the_folder_is_made_for_its_owner_only() throws IOException {
    Path nested = folder.resolve("a/b");
    Database.in(nested).close();
    assertThat(nested.resolve("uncrop.db")).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nested)))
        .isEqualTo("rwx------");
  }

  @Test
  void two_processes_may_have_the_same_folder_open() {
    try (Database one = Database.in(folder);
        Database other = Database.in(folder)) {
      one.jdbc().sql("INSERT INTO account (id, name, created_at) VALUES ('a', 'n', 1)").update();
      int seen =
          other
              .jdbc()
              .sql("SELECT count(*) FROM account WHERE created_at = 1")
              .query(Integer.class)
              .single();
      assertThat(seen).isEqualTo(1);
    }
  }

  @Test
  void many_writers_at_once_do_not_fail() {
    try (Database database = Database.in(folder)) {
      IntStream.range(0, 200)
          .parallel()
          .forEach(i ->
              database
                  .jdbc()
                  .sql("INSERT INTO account (id, name, created_at) VALUES (:p, :p, 1)")
                  .param("p", "k" + i)
                  .update());
      int seen =
          database
              .jdbc()
              .sql("SELECT count(*) FROM account WHERE created_at = 1")
              .query(Integer.class)
              .single();
      assertThat(seen).isEqualTo(200);
    }
  }

  @Test
  void a_file_in_place_of_the_folder_is_refused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path unusable : new Path[] {file, file.resolve("below")}) {
      assertThatThrownBy(() -> Database.in(unusable))
          .isInstanceOf(DataFolderUnusable.class)
          .hasMessageContaining(unusable.toString())
          .hasMessageContaining("--data");
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
    Path file = folder.resolve("uncrop.db");
    Files.writeString(file, "my shopping list");
    assertThatThrownBy(() -> Database.in(folder))
        .isInstanceOf(DataFolderUnusable.class)
        .message()
        .contains("no usable uncrop.db")
        .doesNotContain("\n");
    assertThat(file).hasContent("my shopping list");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/x?user=u&password=secret",
        "jdbc:postgresql://host:abc/x?user=u&password=secret",
        "jdbc:postgresql://no-such-host.invalid/x?user=u&password=secret",
        "jdbc:postgresql:////?password=secret",
        "jdbc:postgresql://127.0.0.1:1/x?password=sec%zzret&x=secret",
        "jdbc:mysql://host/x?password=secret"
      })
  void a_database_that_cannot_be_used_is_told_in_a_line_without_its_password(String url) {
    assertThatThrownBy(() -> Database.at(url, folder))
        .isInstanceOf(DatabaseUnusable.class)
        .message()
        .contains("--database")
        .doesNotContain("secret", "\n");
  }
}

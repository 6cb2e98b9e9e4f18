package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.CommandRun.run;
import static uncrop.server.TestServer.body;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.embedded.Engines;

class CommandsTest {
  @TempDir Path data;

  @Test
  void a_new_key_stands_alone_on_stdout() {
    CommandRun made = run(new KeysCommand(), "create", "ann", "--data", data);
    assertThat(made.exit()).isZero();
    assertThat(made.out()).matches("uc_[0-9A-Za-z]{32}\\R");
    assertThat(made.err()).isEmpty();
  }

  @Test
  void a_name_in_use_is_an_error_of_one_line() {
    run(new KeysCommand(), "create", "ann", "--data", data);
    CommandRun again = run(new KeysCommand(), "create", "ann", "--data", data);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.out()).isEmpty();
    assertThat(again.err()).startsWith("uncrop: name ann").hasLineCount(1);
  }

  @Test
  void keys_are_listed_without_themselves_and_revoked_by_what_is_listed() {
    String key = run(new KeysCommand(), "create", "ann", "--data", data).out().strip();
    String listed = run(new KeysCommand(), "list", "--data", data).out();
    assertThat(listed).contains("ann", key.substring(0, 11), "valid").doesNotContain(key);
    assertThat(run(new KeysCommand(), "revoke", key.substring(0, 11), "--data", data).exit())
        .isZero();
    assertThat(run(new KeysCommand(), "list", "--data", data).out()).contains("revoked 20");
    CommandRun unknown = run(new KeysCommand(), "revoke", "ann", "--data", data);
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).hasLineCount(1);
  }

  @Test
  void keys_without_a_task_is_a_question_of_usage() {
    assertThat(run(new KeysCommand()).exit()).isEqualTo(2);
    assertThat(run(new KeysCommand(), "create").exit()).isEqualTo(2);
  }

  @Test
  void keys_made_and_revoked_beside_a_running_server_count_at_once() {
    try (TestServer server = TestServer.start(data)) {
      String picture = TestPicture.base64(TestPicture.png(3, 3));
      String key = run(new KeysCommand(), "create", "ann", "--data", data).out().strip();
      var request = server.request(body(picture)).setHeader("x-api-key", key);
      assertThat(server.send(request).statusCode()).isEqualTo(200);
      run(new KeysCommand(), "revoke", "ann", "--data", data);
      assertThat(server.send(request).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void the_first_key_is_shown_at_the_first_start_only() {
    try (TestServer server = TestServer.start(data)) {
      assertThat(server.key()).startsWith("uc_");
    }
    try (UncropServer again = UncropServer.start(Engines.embedded(1), "127.0.0.1", 0, data)) {
      assertThat(again.firstKey()).isEmpty();
      assertThat(again.port()).isPositive();
    }
  }

  @Test
  void a_taken_port_is_an_error_of_one_line() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun served = run(new ServeCommand(), "--port", taken.getLocalPort(), "--data", data);
      assertThat(served.exit()).isEqualTo(1);
      assertThat(served.out()).isEmpty();
      assertThat(served.err())
          .startsWith("uncrop: port " + taken.getLocalPort())
          .contains("--port")
          .hasLineCount(1);
    }
  }

  @Test
  void an_unusable_data_folder_is_an_error_of_one_line() throws IOException {
    Path file = Files.createFile(data.resolve("file"));
    for (Object command : List.of(new ServeCommand(), new KeysCommand())) {
      CommandRun failed =
          command instanceof ServeCommand
              ? run(command, "--port", 0, "--data", file)
              : run(command, "list", "--data", file);
      assertThat(failed.exit()).isEqualTo(1);
      assertThat(failed.out()).isEmpty();
      assertThat(failed.err()).contains(file.toString(), "--data").hasLineCount(1);
    }
  }

  @Test
  void an_address_that_is_not_of_this_machine_is_an_error_of_one_line() {
    CommandRun served = run(new ServeCommand(), "--host", "192.0.2.1", "--port", 0, "--data", data);
    assertThat(served.exit()).isEqualTo(1);
    assertThat(served.err()).startsWith("uncrop: cannot listen on 192.0.2.1").hasLineCount(1);
  }

  @Test
  void a_port_that_is_none_is_a_question_of_usage() {
    assertThat(run(new ServeCommand(), "--port", 65536).exit()).isEqualTo(2);
    assertThat(run(new ServeCommand(), "--port", -1).exit()).isEqualTo(2);
    assertThat(run(new ServeCommand(), "--port", "http").exit()).isEqualTo(2);
  }
}

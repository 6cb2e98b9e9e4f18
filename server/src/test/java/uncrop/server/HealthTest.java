package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a load balancer and a supervisor are told. */
@Timeout(120)
class HealthTest {
  @TempDir static Path data;
  static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<byte[]> health(TestServer of, String below) {
    return of.send(of.request("/actuator/health" + below));
  }

  private static String component(HttpResponse<byte[]> answer, String name) {
    JsonNode components = TestServer.json(answer).path("components");
    return components.path(name).path("status").asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/liveness", "/readiness"})
  void a_server_that_runs_is_up_and_is_asked_without_a_key(String below) {
    HttpResponse<byte[]> answer = health(server, below);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(TestServer.json(answer).get("status").stringValue()).isEqualTo("UP");
  }

  @Test
  void parts_are_named_and_no_details_are_told() {
    HttpResponse<byte[]> answer = health(server, "/readiness");
    assertThat(component(answer, "database")).isEqualTo("UP");
    assertThat(component(answer, "readinessState")).isEqualTo("UP");
    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("details", data.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/env",
        "/actuator/beans",
        "/actuator/configprops",
        "/actuator/heapdump",
        "/actuator/loggers",
        "/actuator/threaddump",
        "/actuator/metrics",
        "/actuator/mappings",
        "/actuator/shutdown",
        "/actuator/info"
      })
  void nothing_else_of_the_inside_is_shown(String path) {
    HttpResponse<byte[]> answer = server.send(server.request(path));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(TestServer.error(answer)).isEqualTo("there is nothing at this URL");
  }

  @Test
  void a_node_without_its_database_is_alive_but_not_ready_until_it_is_back(@TempDir Path folder)
      throws Exception {
    Path files = folder.resolve("postgres");
    EmbeddedPostgres first =
        EmbeddedPostgres.builder().setDataDirectory(files).setCleanDataDirectory(false).start();
    int port = first.getPort();
    String url = first.getJdbcUrl("postgres", "postgres");
    try (TestServer node = TestServer.start(folder.resolve("data"), "uncrop.database=" + url)) {
      assertThat(health(node, "/readiness").statusCode()).isEqualTo(200);
      first.close();
      HttpResponse<byte[]> without = health(node, "/readiness");
      assertThat(without.statusCode()).isEqualTo(503);
      assertThat(component(without, "database")).isEqualTo("DOWN");
      assertThat(health(node, "/liveness").statusCode()).isEqualTo(200);
      EmbeddedPostgres again =
          EmbeddedPostgres.builder()
              .setDataDirectory(files)
              .setCleanDataDirectory(false)
              .setPort(port)
              .start();
      try (again) {
        Poll.until(Duration.ofSeconds(30), () -> health(node, "/readiness").statusCode() == 200);
      }
    }
  }
}

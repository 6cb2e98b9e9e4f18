package uncrop.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** What stands in the log, which goes to stderr. */
class LogsTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(7, 5));

  @TempDir Path data;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;

  private static final class Broken implements Engine {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      throw new IllegalStateException("out of paint");
    }
  }

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(stderr);
  }

  private List<String> lines() {
    return written.toString(UTF_8).lines().toList();
  }

  @Test
  void a_line_of_a_request_has_the_id_that_its_answer_has() {
    try (TestServer server = TestServer.start(new Broken(), data)) {
      HttpResponse<byte[]> answer = server.post(body(PICTURE));
      String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
      assertThat(lines())
          .anyMatch(line -> line.contains(" ERROR ") && line.contains(" " + id + " "));
    }
  }

  @Test
  void the_switch_makes_each_line_a_json_object_with_the_same_id() {
    try (TestServer server = TestServer.start(new Broken(), data, "uncrop.log.json=true")) {
      HttpResponse<byte[]> answer = server.post(body(PICTURE));
      String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
      List<JsonNode> objects = lines().stream().map(TestServer.JSON::readTree).toList();
      assertThat(objects)
          .anySatisfy(line -> {
            assertThat(line.at("/log/level").asString()).isEqualTo("ERROR");
            assertThat(line.get("request").asString()).isEqualTo(id);
            assertThat(line.at("/error/message").asString()).isEqualTo("out of paint");
          });
    }
  }

  @Test
  void a_job_that_ended_is_one_line_under_its_own_id_and_that_of_its_request() {
    try (TestServer server = TestServer.start(data)) {
      HttpResponse<byte[]> answer = server.post(body(PICTURE).put("prompt", "a secret garden"));
      String id = answer.headers().firstValue("X-Request-ID").orElseThrow();
      Poll.until(
          Duration.ofSeconds(10), () -> lines().stream().anyMatch(line -> line.contains(" done ")));
      assertThat(lines())
          .filteredOn(line -> line.contains(" done "))
          .singleElement()
          .asString()
          .containsPattern(" INFO +" + id + " [0-9a-f-]{36} job: done seg-beyond by pad of 10x5 ");
      assertThat(written.toString(UTF_8)).doesNotContain("secret", server.key(), PICTURE);
    }
  }
}

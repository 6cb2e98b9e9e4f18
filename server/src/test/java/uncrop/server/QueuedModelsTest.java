package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** Segmind's asynchronous calls: submit, ask, fetch. */
@Timeout(120)
class QueuedModelsTest {
  private static final int BREAKS = 13;
  private static final String PICTURE = TestPicture.base64(TestPicture.png(7, 5));

  @TempDir static Path data;
  static TestServer server;

  /** Paints nothing, and breaks on one seed. */
  private static final class Moody implements Engine {
    @Override
    public String name() {
      return "moody";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      if (scene.seed() == BREAKS) {
        throw new IllegalStateException("internal secret");
      }
      return scene.canvas().copy();
    }
  }

  @BeforeAll
  static void start() {
    server = TestServer.start(new Moody(), data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode submitted(TestServer server, String... more) {
    HttpResponse<byte[]> answer = server.send(Dialect.QUEUE.request(server, PICTURE, more));
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    JsonNode body = TestServer.json(answer);
    assertThat(body.propertyNames())
        .containsExactly("request_id", "status", "poll_url", "status_url", "response_url");
    return body;
  }

  private static HttpResponse<byte[]> get(TestServer server, JsonNode url) {
    URI address = URI.create(url.stringValue());
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return server.send(request.header("x-api-key", server.key()));
  }

  /** Asks as clients do, until there is an end. */
  private static HttpResponse<byte[]> ended(JsonNode request) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (true) {
      HttpResponse<byte[]> answer = get(server, request.get("status_url"));
      String status = TestServer.json(answer).get("status").stringValue();
      if (status.equals("COMPLETED") || status.equals("FAILED")) {
        return answer;
      }
      assertThat(status).isIn("QUEUED", "PROCESSING");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_request_is_painted_and_its_output_needs_no_key() {
    JsonNode request = submitted(server, "seed", "7");
    JsonNode status = TestServer.json(ended(request));
    assertThat(status.get("request_id")).isEqualTo(request.get("request_id"));
    assertThat(status.get("metrics").get("inference_time").doubleValue()).isNotNegative();
    for (String page : List.of("response_url", "poll_url")) {
      HttpResponse<byte[]> answer = get(server, request.get(page));
      assertThat(answer.statusCode()).isEqualTo(200);
      JsonNode result = TestServer.json(answer);
      assertThat(result.get("status").stringValue()).isEqualTo("COMPLETED");
      assertThat(result.get("seed").longValue()).isEqualTo(7);
      assertThat(result.get("warnings").toString()).contains("not installed");
      URI output = URI.create(result.get("output").stringValue());
      HttpResponse<byte[]> picture = server.send(HttpRequest.newBuilder(output));
      assertThat(picture.statusCode()).isEqualTo(200);
      assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
      assertThat(TestPicture.read(picture.body()).raster().size()).isEqualTo(new Size(10, 5));
    }
  }

  @Test
  void several_samples_have_several_outputs() {
    JsonNode request = submitted(server, "samples", "3");
    ended(request);
    JsonNode result = TestServer.json(get(server, request.get("response_url")));
    assertThat(result.get("outputs").size()).isEqualTo(3);
    assertThat(result.get("output")).isEqualTo(result.get("outputs").get(0));
  }

  @Test
  void a_request_that_failed_is_422_on_both_pages() {
    JsonNode request = submitted(server, "seed", "" + BREAKS);
    for (HttpResponse<byte[]> answer :
        List.of(ended(request), get(server, request.get("response_url")))) {
      assertThat(answer.statusCode()).isEqualTo(422);
      JsonNode body = TestServer.json(answer);
      assertThat(body.get("status").stringValue()).isEqualTo("FAILED");
      assertThat(body.get("error").stringValue()).isNotBlank().doesNotContain("secret");
      assertThat(body.has("output")).isFalse();
    }
  }

  @Test
  void one_that_waits_is_queued_on_both_pages() {
    try (TestServer idle = TestServer.start(data.resolve("idle"), "uncrop.jobs.workers=0")) {
      JsonNode request = submitted(idle);
      for (String page : List.of("status_url", "response_url", "poll_url")) {
        HttpResponse<byte[]> answer = get(idle, request.get(page));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(answer).get("status").stringValue()).isEqualTo("QUEUED");
        assertThat(TestServer.json(answer).has("output")).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/requests/nothing",
        "/v2/requests/01890a5d-ac96-774b-bcce-b302099a8057/status",
        "/v1/requests/nothing"
      })
  void a_request_that_does_not_exist_is_404(String path) {
    HttpResponse<byte[]> answer =
        server.send(server.request(path).header("x-api-key", server.key()).GET());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(TestServer.error(answer)).startsWith("there is no request");
  }

  @Test
  void the_pages_need_a_key() {
    JsonNode request = submitted(server);
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(URI.create(request.get("response_url").stringValue()));
    assertThat(server.send(bare).statusCode()).isEqualTo(401);
  }

  @Test
  void all_three_models_can_be_queued_and_no_other() {
    for (String slug : List.of("focus-outpaint", "sd1.5-outpaint", "nothing")) {
      HttpRequest.Builder request =
          Dialect.QUEUE.request(server, PICTURE).uri(server.request("/v2/" + slug).build().uri());
      int status = server.send(request).statusCode();
      // sd1.5-outpaint calls its picture otherwise
      assertThat(status)
          .as(slug)
          .isEqualTo(slug.startsWith("focus") ? 200 : slug.startsWith("sd") ? 400 : 404);
    }
  }

  @Test
  void credits_are_told_as_a_number() {
    HttpResponse<byte[]> answer =
        server.send(server.request("/v1/get-user-credits").header("x-api-key", server.key()).GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(TestServer.json(answer).get("credits").longValue()).isEqualTo(999999999);
    assertThat(TestServer.json(answer).get("free-credits").longValue()).isZero();
  }
}

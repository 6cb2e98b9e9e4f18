package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What browsers are told: what an answer is, and which pages of others may ask for it. */
class BrowsersTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(3, 3));
  private static final String STUDIO = "https://studio.example.com";

  @TempDir static Path shut;
  @TempDir static Path open;
  static TestServer closed;
  static TestServer shared;

  @BeforeAll
  static void start() {
    closed = TestServer.start(shut);
    shared = TestServer.start(open, "uncrop.cors.origins=" + STUDIO + ",http://localhost:5173");
  }

  @AfterAll
  static void stop() {
    closed.close();
    shared.close();
  }

  private static HttpRequest.Builder preflight(TestServer server, String origin) {
    return server
        .request("/v1/seg-beyond")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "x-api-key,content-type")
        .method("OPTIONS", BodyPublishers.noBody());
  }

  @Test
  void every_answer_says_that_it_is_nothing_to_run_or_to_frame() {
    for (HttpResponse<byte[]> answer :
        List.of(
            closed.post(body(PICTURE)),
            closed.post(body(PICTURE).put("left", -1)),
            closed.send(closed.request("/v1/seg-beyond").POST(BodyPublishers.noBody())),
            closed.send(closed.request("/nothing").GET()),
            closed.send(closed.request("/results/a/0.png").GET()),
            closed.send(closed.request("/actuator/health").GET()))) {
      var headers = answer.headers();
      assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
      assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
      assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
      assertThat(headers.allValues("Content-Security-Policy"))
          .containsExactly("default-src 'none'; frame-ancestors 'none'");
      assertThat(headers.firstValue("Server")).isEmpty();
      assertThat(headers.firstValue("X-Powered-By")).isEmpty();
      assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void no_page_of_others_may_ask_unless_it_is_listed() {
    HttpResponse<byte[]> asked = closed.send(preflight(closed, STUDIO));
    assertThat(asked.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    HttpResponse<byte[]> painted = closed.post(body(PICTURE), "Origin", STUDIO);
    assertThat(painted.statusCode()).isEqualTo(200);
    assertThat(painted.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    for (String other : List.of("https://evil.example.com", "http://studio.example.com", "null")) {
      HttpResponse<byte[]> refused = shared.send(preflight(shared, other));
      assertThat(refused.statusCode()).as(other).isEqualTo(403);
      assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void a_listed_page_may_ask_without_a_key_what_it_may_send_and_then_with_one() {
    HttpResponse<byte[]> asked = shared.send(preflight(shared, STUDIO));
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(STUDIO);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("x-api-key", "content-type");
    assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    HttpResponse<byte[]> painted = shared.post(body(PICTURE), "Origin", STUDIO);
    assertThat(painted.statusCode()).isEqualTo(200);
    assertThat(painted.headers().firstValue("Access-Control-Allow-Origin")).contains(STUDIO);
    assertThat(painted.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("x-request-id", "x-remaining-credits", "x-seed", "retry-after");
    HttpResponse<byte[]> keyless =
        shared.send(
            shared
                .request("/v1/seg-beyond")
                .header("Origin", STUDIO)
                .POST(BodyPublishers.noBody()));
    assertThat(keyless.statusCode()).isEqualTo(401);
    assertThat(keyless.headers().firstValue("Access-Control-Allow-Origin")).contains(STUDIO);
  }
}

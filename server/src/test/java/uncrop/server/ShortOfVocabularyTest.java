package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each vocabulary answers when the server has no credits, no time, no place or no model. */
@Timeout(120)
class ShortOfVocabularyTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(64, 64));

  @TempDir Path data;

  private static HttpResponse<byte[]> failing(Dialect dialect, TestServer server, int status) {
    HttpResponse<byte[]> answer = server.send(dialect.request(server, PICTURE));
    assertThat(answer.statusCode())
        .as(() -> dialect + " " + new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    assertThat(dialect.reason(answer)).isNotBlank();
    return answer;
  }

  @Test
  void too_few_credits_are_406() {
    try (TestServer server = TestServer.start(data, "uncrop.credits.enabled=true")) {
      for (Dialect dialect : Dialect.values()) {
        assertThat(dialect.reason(failing(dialect, server, 406))).contains("credits");
      }
    }
  }

  @Test
  void nobody_who_paints_in_time_is_504() {
    try (TestServer server =
        TestServer.start(data, "uncrop.jobs.workers=0", "uncrop.jobs.patience=100ms")) {
      for (Dialect dialect : Dialect.values()) {
        if (dialect.waits()) {
          assertThat(dialect.reason(failing(dialect, server, 504))).contains("0.1 s");
        }
      }
    }
  }

  @Test
  void a_full_queue_is_429_and_says_when_to_return() {
    try (TestServer server =
        TestServer.start(data, "uncrop.jobs.workers=0", "uncrop.jobs.queue=1")) {
      assertThat(server.send(Dialect.QUEUE.request(server, PICTURE)).statusCode()).isEqualTo(200);
      for (Dialect dialect : Dialect.values()) {
        HttpResponse<byte[]> answer = failing(dialect, server, 429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
        assertThat(answer.headers().firstValue("x-rate-limit-remaining")).contains("0");
        assertThat(answer.headers().firstValue("x-rate-limit-reset-at-utc")).isPresent();
      }
    }
  }

  @Test
  void a_model_that_is_not_installed_is_404_where_nothing_may_replace_it() {
    try (TestServer server = TestServer.start(data, "uncrop.fallback=false")) {
      for (Dialect dialect : Dialect.values()) {
        if (dialect.takesForms()) {
          // their pages name no model
          assertThat(server.send(dialect.request(server, PICTURE)).statusCode()).isEqualTo(200);
        } else {
          assertThat(dialect.reason(failing(dialect, server, 404)))
              .contains("model", "uncrop models pull", "uncrop models import", "uncrop.fallback");
        }
      }
    }
  }
}

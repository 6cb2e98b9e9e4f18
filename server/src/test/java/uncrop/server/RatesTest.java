package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.CommandRun.run;
import static uncrop.server.TestServer.body;
import static uncrop.server.TestServer.error;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often one may ask, over HTTP. */
class RatesTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(3, 3));

  @TempDir Path data;

  private static void assertTooMany(HttpResponse<byte[]> refused) {
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(error(refused)).contains("too many");
    long wait = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
    assertThat(wait).isBetween(1L, 60L);
    assertThat(refused.headers().firstValue("x-rate-limit-remaining")).contains("0");
    String reset = refused.headers().firstValue("x-rate-limit-reset-at-utc").orElseThrow();
    assertThat(Instant.parse(reset))
        .isBetween(Instant.now().minusSeconds(2), Instant.now().plus(Duration.ofSeconds(61)));
  }

  @Test
  void a_key_that_asks_too_often_is_429_and_others_go_on() {
    try (TestServer server =
        TestServer.start(data, "uncrop.limits.rate.per-minute=1", "uncrop.limits.rate.burst=2")) {
      HttpResponse<byte[]> painted = server.post(body(PICTURE));
      assertThat(painted.statusCode()).isEqualTo(200);
      assertThat(painted.headers().allValues("x-rate-limit-remaining")).containsExactly("1");
      assertThat(server.post(body(PICTURE).put("left", -1)).statusCode()).isEqualTo(400);
      assertTooMany(server.post(body(PICTURE)));
      String other = run(new KeysCommand(), "create", "other", "--data", data).out().strip();
      HttpRequest.Builder others = server.request(body(PICTURE)).setHeader("x-api-key", other);
      assertThat(server.send(others).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_address_that_guesses_too_often_is_429_and_known_keys_go_on() {
    try (TestServer server = TestServer.start(data, "uncrop.limits.rate.guesses-per-minute=3")) {
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
      for (int guess = 0; guess < 3; guess++) {
        assertThat(guess(server, "uc_guess" + guess).statusCode()).isEqualTo(401);
      }
      assertTooMany(guess(server, "uc_another"));
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<byte[]> guess(TestServer server, String key) {
    return server.send(server.request(body(PICTURE)).setHeader("x-api-key", key));
  }
}

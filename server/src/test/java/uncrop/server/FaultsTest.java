package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;
import static uncrop.server.TestServer.error;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.fault.Cancelled;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.server.source.FileServer;

/** What callers are told when it is not their fault, or not theirs alone. */
@Timeout(120)
class FaultsTest {
  private static final byte[] FILE = TestPicture.png(7, 5);
  private static final String PICTURE = TestPicture.base64(FILE);

  @TempDir Path data;

  /** An engine of which only the painting matters. */
  private interface Painting extends Engine {
    @Override
    default String name() {
      return "test";
    }

    @Override
    default List<String> warnings(Sampling sampling) {
      return List.of();
    }
  }

  private static void assertFault(HttpResponse<byte[]> answer, int status, String... words) {
    assertThat(answer.statusCode())
        .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(status);
    assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
    assertThat(error(answer)).contains(words).doesNotContain("\n", "Exception");
  }

  @Test
  void a_full_queue_is_429_and_says_when_to_return() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Painting slow =
        (scene, _) -> {
          begun.countDown();
          await(end);
          return scene.canvas().copy();
        };
    try (TestServer server =
        TestServer.start(slow, data, "uncrop.jobs.workers=1", "uncrop.jobs.queue=1")) {
      CompletableFuture<HttpResponse<byte[]>> first = server.later(body(PICTURE));
      begun.await();
      // whichever of the two comes first waits, and the other one is refused
      CompletableFuture<HttpResponse<byte[]>> one = server.later(body(PICTURE));
      CompletableFuture<HttpResponse<byte[]>> other = server.later(body(PICTURE));
      HttpResponse<byte[]> refused =
          (HttpResponse<byte[]>) CompletableFuture.anyOf(one, other).get();
      assertFault(refused, 429, "try again");
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
      assertThat(refused.headers().firstValue("x-rate-limit-remaining")).contains("0");
      Instant reset =
          Instant.parse(refused.headers().firstValue("x-rate-limit-reset-at-utc").orElseThrow());
      assertThat(reset).isAfter(Instant.now().minusSeconds(60));
      end.countDown();
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_painting_that_takes_too_long_is_504_and_is_stopped() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    Painting endless = (_, listener) -> workUntilStopped(listener, stopped);
    try (TestServer server = TestServer.start(endless, data, "uncrop.jobs.patience=3s")) {
      assertFault(server.post(body(PICTURE)), 504, "3.0 s");
      assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void an_engine_that_breaks_is_500_without_its_reason_and_the_next_is_painted() {
    Painting moody =
        (scene, _) -> {
          if (scene.seed() == 1) {
            throw new IllegalStateException("internal secret");
          }
          if (scene.seed() == 2) {
            throw new OutOfMemoryError("internal secret");
          }
          return scene.canvas().copy();
        };
    try (TestServer server = TestServer.start(moody, data)) {
      for (int seed = 1; seed <= 2; seed++) {
        HttpResponse<byte[]> answer = server.post(body(PICTURE).put("seed", seed));
        assertFault(answer, 500, "painting failed");
        assertThat(error(answer)).doesNotContain("secret");
      }
      assertThat(server.post(body(PICTURE).put("seed", 3)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void pictures_are_fetched_from_addresses_and_each_failure_has_its_status() {
    try (FileServer files = new FileServer(FILE);
        FileServer closed = new FileServer(FILE);
        TestServer server =
            TestServer.start(
                data,
                "uncrop.fetch.allow=" + files.host() + "," + closed.host(),
                "uncrop.fetch.deadline=2s",
                "uncrop.limits.picture=1MB")) {
      byte[] expected = server.post(body(PICTURE).put("seed", 1)).body();
      for (String good : List.of("/picture.png", "/moved.png", "/picture.png?a=b c")) {
        HttpResponse<byte[]> answer = server.post(body(files.url(good)).put("seed", 1));
        assertThat(answer.statusCode()).as(good).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(expected);
      }
      assertFault(server.post(body("http://localhost:1/x.png")), 403, "input_image", "localhost");
      assertFault(server.post(body("http://169.254.169.254/latest")), 403, "input_image");
      assertFault(server.post(body(files.url("/query.png?http://[::1]/"))), 403, "input_image");
      assertFault(server.post(body(files.url("/query.png?file:///x"))), 400, "input_image");
      assertFault(server.post(body(files.url("/missing.png"))), 502, "input_image", "404");
      assertFault(server.post(body(files.url("/broken.png"))), 502, "input_image", "500");
      assertFault(server.post(body(files.url("/round.png"))), 502, "redirects");
      assertFault(server.post(body("http://no-such-host.invalid/x")), 502, "not known");
      assertFault(server.post(body(files.url("/page.png"))), 415, "input_image");
      assertFault(server.post(body(files.url("/endless.png"))), 413, "input_image", "1 MiB");
      assertFault(server.post(body(files.url("/hangs.png"))), 504, "input_image", "2.0 s");
      assertFault(server.post(body(files.url("/drips.png"))), 504, "input_image");
      closed.close();
      assertFault(server.post(body(closed.url("/picture.png"))), 502, "no connection");
    }
  }

  private static Raster workUntilStopped(PaintListener listener, CountDownLatch stopped) {
    try {
      while (true) {
        listener.progress("work", 0.5);
        Thread.onSpinWait();
      }
    } catch (Cancelled cancelled) {
      stopped.countDown();
      throw cancelled;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

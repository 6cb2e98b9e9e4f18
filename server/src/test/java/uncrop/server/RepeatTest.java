package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** A client whose patience ends before the picture is there, and who asks again. */
@Timeout(120)
class RepeatTest {
  /** Longer than a hang-up takes to be noticed. */
  private static final Duration PAINTING = Duration.ofSeconds(4);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicInteger painted = new AtomicInteger();

  @TempDir Path data;

  private final class Slow implements Engine {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      painted.incrementAndGet();
      begun.countDown();
      Instant end = Instant.now().plus(PAINTING);
      while (Instant.now().isBefore(end)) {
        listener.progress("painting", 0.5);
        Thread.onSpinWait();
      }
      return scene.canvas().copy();
    }
  }

  @Test
  void a_key_keeps_the_job_of_who_hung_up_for_the_next_try() throws Exception {
    try (TestServer server = TestServer.start(new Slow(), data)) {
      ObjectNode body = TestServer.body(TestPicture.base64(TestPicture.png(7, 5)));
      hangUpOn(server, TestServer.JSON.writeValueAsBytes(body));

      HttpResponse<byte[]> again = server.post(body, "Idempotency-Key", "mine");

      assertThat(again.statusCode())
          .as(() -> new String(again.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
      assertThat(painted).hasValue(1);
    }
  }

  private void hangUpOn(TestServer server, byte[] body) throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/seg-beyond HTTP/1.1\r\nHost: x\r\nx-api-key: %s\r\n"
                      + "Idempotency-Key: mine\r\nContent-Length: %d\r\n\r\n")
                  .formatted(server.key(), body.length)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      begun.await();
    }
  }
}

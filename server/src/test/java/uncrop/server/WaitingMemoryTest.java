package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.Cancelled;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.server.database.Database;

/** Pictures that wait lie in the storage, not in memory. */
@Timeout(180)
class WaitingMemoryTest {
  private static final int CLIENTS = 100;

  @TempDir Path data;

  /** Paints nothing until it is stopped. */
  private record Endless(CountDownLatch begun) implements Engine {
    @Override
    public String name() {
      return "endless";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      begun.countDown();
      try {
        while (true) {
          listener.progress("painting", 0);
          Thread.sleep(20);
        }
      } catch (InterruptedException e) {
        throw new Cancelled();
      }
    }
  }

  @Test
  void who_waits_holds_no_picture_in_memory() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    byte[] json =
        TestServer.JSON.writeValueAsBytes(
            body(TestPicture.base64(TestPicture.png(500, 500))).put("left", 1));
    List<Socket> clients = new ArrayList<>();
    try (TestServer server = TestServer.start(new Endless(begun), data, "uncrop.jobs.grace=100ms");
        Database database = Database.in(data)) {
      String head =
          "POST /v1/seg-beyond HTTP/1.1\r\nHost: localhost\r\nx-api-key: "
              + server.key()
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + json.length
              + "\r\n\r\n";
      connect(server, head, json, clients);
      begun.await();
      long before = used();
      for (int i = 0; i < CLIENTS; i++) {
        connect(server, head, json, clients);
      }
      Poll.until(Duration.ofSeconds(60), () -> queued(database) == CLIENTS);
      long each = (used() - before) / CLIENTS;
      assertThat(json.length).as("of one body").isGreaterThan(900_000);
      assertThat(each).as("bytes of one that waits").isLessThan(150_000);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static void connect(TestServer server, String head, byte[] json, List<Socket> clients)
      throws Exception {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
    clients.add(client);
    OutputStream out = client.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(json);
    out.flush();
  }

  private static int queued(Database database) {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM job WHERE status = 'queued'")
        .query(Integer.class)
        .single();
  }

  /** Bytes of the heap that are reachable. */
  private static long used() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}

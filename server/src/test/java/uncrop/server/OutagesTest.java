package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static uncrop.server.TestServer.body;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pad.PadEngine;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** What callers are told while the disk is full or the database away, and that it passes. */
@Timeout(180)
class OutagesTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(200, 150));

  @TempDir Path data;

  /** Runs a command of the system; false when it cannot. */
  private static boolean ran(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_full_disk_is_500_costs_nothing_and_passes() throws IOException {
    Path pictures = Files.createDirectory(data.resolve("pictures"));
    assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", pictures.toString()),
        "file systems cannot be mounted here");
    try (TestServer server = TestServer.start(data)) {
      Path other = pictures.resolve("other");
      Files.write(other, new byte[230_000]);
      HttpResponse<byte[]> refused = server.post(body(PICTURE));
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(TestServer.error(refused)).contains("disk is full").doesNotContain("/");
      Files.delete(other);
      // room for the picture that is sent, and none for what is painted
      Files.write(other, new byte[130_000]);
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(500);
      Files.delete(other);
      try (Stream<Path> left = Files.walk(pictures)) {
        assertThat(left.filter(file -> file.toString().endsWith(".part"))).isEmpty();
      }
      String small = TestPicture.base64(TestPicture.png(20, 10));
      assertThat(server.post(body(small)).statusCode()).isEqualTo(200);
    } finally {
      assertThat(ran("umount", "-l", pictures.toString())).isTrue();
    }
  }

  /** Waits in its first painting. */
  private static final class SlowStart implements Engine {
    private final Engine pad = new PadEngine();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public String name() {
      return "pad";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return pad.warnings(sampling);
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      if (begun.incrementAndGet() == 1) {
        first.countDown();
        try {
          end.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return pad.paint(scene, listener);
    }
  }

  @Test
  void a_database_that_is_away_for_ten_seconds_is_an_error_in_bounded_time_and_loses_no_job()
      throws Exception {
    SlowStart engine = new SlowStart();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        TestServer server =
            TestServer.start(
                engine, data, "uncrop.database=" + postgres.getJdbcUrl("postgres", "postgres"))) {
      CompletableFuture<HttpResponse<byte[]>> painting = server.later(body(PICTURE));
      assertThat(engine.first.await(30, TimeUnit.SECONDS)).isTrue();
      ProcessHandle away = postmaster(postgres);
      signal("-STOP", away);
      long begun = System.nanoTime();
      try {
        engine.end.countDown();
        HttpResponse<byte[]> refused = server.post(body(PICTURE));
        assertThat(refused.statusCode()).isIn(500, 502);
        assertThat(TestServer.error(refused)).doesNotContain("Exception", "jdbc");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        long left = Duration.ofSeconds(10).toNanos() - (System.nanoTime() - begun);
        assertThat(painting).as("nobody can know yet").isNotDone();
        boolean _ = new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
      } finally {
        signal("-CONT", away);
      }
      assertThat(painting.get().statusCode()).isEqualTo(200);
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
    }
  }

  /** The parent of the process that answers us. */
  private static ProcessHandle postmaster(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
    }
  }

  private static void signal(String signal, ProcessHandle postmaster) {
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .forEach(process -> ran("kill", signal, Long.toString(process.pid())));
  }
}

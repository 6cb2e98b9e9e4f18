package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.Cancelled;
import uncrop.pad.PadEngine;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobStatus;
import uncrop.server.job.Jobs;
import uncrop.server.job.NewJob;
import uncrop.server.job.TestOrders;
import uncrop.server.storage.FolderStorage;

/** What becomes of jobs when engines hang, clients hang up, and servers stop and start. */
@Timeout(120)
class JobLifeTest {
  private static final byte[] FILE = TestPicture.png(7, 5);
  private static final String PICTURE = TestPicture.base64(FILE);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path data;

  /** An engine named pad, of which only the painting is another. */
  private interface Painting extends Engine {
    @Override
    default String name() {
      return "pad";
    }

    @Override
    default List<String> warnings(Sampling sampling) {
      return List.of();
    }
  }

  /** Beside the server, on the same database, as a command is. */
  private Jobs beside(Database database) {
    Clock clock = Clock.systemUTC();
    return new Jobs(database, new Ledger(database, clock), List.of(), new JobNews(), clock);
  }

  private Job queue(Jobs jobs) {
    NewJob job = TestOrders.job("local");
    new FolderStorage(data.resolve("pictures")).put(Job.folder(job.id()) + "source", FILE);
    return jobs.insert(job);
  }

  private static Job await(Jobs jobs, Job job, JobStatus status) {
    Instant deadline = Instant.now().plus(LONG);
    while (true) {
      Job now = jobs.find(job.id()).orElseThrow();
      if (now.status() == status) {
        return now;
      }
      assertThat(Instant.now()).as(() -> status + " is awaited, but " + now).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = true;
    while (interrupted) {
      try {
        latch.await();
        interrupted = false;
      } catch (InterruptedException e) {
        // an engine that hangs does not listen to this either
      }
    }
  }

  @Test
  void an_engine_that_hangs_costs_its_caller_a_504_and_the_server_paints_on() {
    CountDownLatch end = new CountDownLatch(1);
    Engine pad = new PadEngine();
    Painting hanging =
        (scene, listener) -> {
          if (scene.seed() == 1) {
            await(end);
          }
          return pad.paint(scene, listener);
        };
    try (TestServer server =
        TestServer.start(
            hanging,
            data,
            "uncrop.jobs.workers=1",
            "uncrop.jobs.patience=4s",
            "uncrop.jobs.notice=100ms",
            "uncrop.jobs.heartbeat=90ms")) {
      assertThat(server.post(body(PICTURE).put("seed", 1)).statusCode()).isEqualTo(504);
      for (int seed = 2; seed < 5; seed++) {
        assertThat(server.post(body(PICTURE).put("seed", seed)).statusCode()).isEqualTo(200);
      }
      end.countDown();
      assertThat(server.post(body(PICTURE).put("seed", 5)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_painting_over_the_limit_fails_though_nobody_waits_for_it() {
    Painting endless = JobLifeTest::untilStopped;
    try (TestServer server =
            TestServer.start(
                endless, data, "uncrop.jobs.limit=300ms", "uncrop.jobs.heartbeat=90ms");
        Database database = Database.in(data)) {
      Jobs jobs = beside(database);
      Job failed = await(jobs, queue(jobs), JobStatus.FAILED);
      assertThat(failed.fault()).contains(JobFault.TIMED_OUT);
      assertThat(server.port()).isPositive();
    }
  }

  private static Raster untilStopped(Scene scene, PaintListener listener) {
    while (true) {
      listener.progress("painting", 0.5);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_client_that_hangs_up_stops_its_painting() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Painting endless =
        (scene, listener) -> {
          begun.countDown();
          try {
            return untilStopped(scene, listener);
          } catch (Cancelled e) {
            stopped.countDown();
            throw e;
          }
        };
    try (TestServer server = TestServer.start(endless, data);
        Database database = Database.in(data)) {
      try (Socket client = connect(server)) {
        client.getOutputStream().write(request(server, body(PICTURE)));
        begun.await();
      }
      assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
      Jobs jobs = beside(database);
      Job job = jobs.list(Optional.empty(), Optional.empty(), Optional.empty(), 9).getFirst();
      assertThat(await(jobs, job, JobStatus.CANCELLED).fault()).contains(JobFault.CANCELLED);
    }
  }

  @Test
  void a_client_that_sends_its_next_request_early_gets_both_answers() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Engine pad = new PadEngine();
    Painting slow =
        (scene, listener) -> {
          begun.countDown();
          await(end);
          return pad.paint(scene, listener);
        };
    try (TestServer server = TestServer.start(slow, data);
        Socket client = connect(server)) {
      byte[] request = request(server, body(PICTURE).put("base64", true));
      client.getOutputStream().write(request);
      begun.await();
      client.getOutputStream().write(request);
      // the server looks for a hang-up once a second
      boolean _ = end.await(2500, TimeUnit.MILLISECONDS);
      end.countDown();
      client.shutdownOutput();
      String answers = read(client.getInputStream());
      assertThat(answers.split("HTTP/1.1 200", -1)).as(answers).hasSize(3);
    }
  }

  private static Socket connect(TestServer server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static byte[] request(TestServer server, ObjectNode body) throws IOException {
    byte[] json = TestServer.JSON.writeValueAsBytes(body);
    String head =
        "POST /v1/seg-beyond HTTP/1.1\r\nHost: localhost\r\nx-api-key: "
            + server.key()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + json.length
            + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.getBytes(StandardCharsets.US_ASCII));
    request.write(json);
    return request.toByteArray();
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void what_was_queued_and_running_when_a_server_died_is_painted_by_the_next() {
    List<Job> left = new ArrayList<>();
    try (Database database = Database.in(data)) {
      Jobs jobs = beside(database);
      for (int i = 0; i < 6; i++) {
        left.add(queue(jobs));
      }
      for (int i = 0; i < 3; i++) {
        assertThat(jobs.claim("a server that died", false)).isPresent();
      }
    }
    try (TestServer server =
            TestServer.start(data, "uncrop.jobs.heartbeat=90ms", "uncrop.jobs.workers=2");
        Database database = Database.in(data)) {
      Jobs jobs = beside(database);
      for (Job job : left) {
        Job done = await(jobs, job, JobStatus.DONE);
        assertThat(done.result().orElseThrow().pictures()).hasSize(1);
      }
      assertThat(server.port()).isPositive();
    }
  }

  @Test
  void a_server_that_stops_lets_paintings_end_that_do_so_in_time() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Engine pad = new PadEngine();
    Painting slow =
        (scene, listener) -> {
          begun.countDown();
          await(end);
          return pad.paint(scene, listener);
        };
    try (Database database = Database.in(data)) {
      Jobs jobs = beside(database);
      TestServer server = TestServer.start(slow, data);
      CompletableFuture<HttpResponse<byte[]>> answer = server.later(body(PICTURE));
      begun.await();
      Job queued = queue(jobs);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::stop);
      end.countDown();
      assertThat(answer.get().statusCode()).isEqualTo(200);
      closing.get();
      server.close();
      assertThat(jobs.find(queued.id()).orElseThrow().status())
          .isIn(JobStatus.QUEUED, JobStatus.DONE);
    }
  }

  @Test
  void a_server_that_stops_gives_back_what_takes_too_long() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    Painting endless =
        (scene, listener) -> {
          begun.countDown();
          return untilStopped(scene, listener);
        };
    String key;
    Job left;
    try (Database database = Database.in(data)) {
      Jobs jobs = beside(database);
      TestServer server =
          TestServer.start(endless, data, "uncrop.jobs.workers=2", "uncrop.jobs.grace=300ms");
      key = server.key();
      left = queue(jobs);
      CompletableFuture<HttpResponse<byte[]>> answer = server.later(body(PICTURE));
      begun.await();
      server.stop();
      assertThat(answer.get().statusCode()).isEqualTo(502);
      server.close();
      Job queued = jobs.find(left.id()).orElseThrow();
      assertThat(queued.status()).isEqualTo(JobStatus.QUEUED);
      assertThat(queued.attempt()).isEqualTo(1);
      assertThat(queued.started()).isEmpty();
    }
    try (TestServer next = TestServer.again(data, key);
        Database database = Database.in(data)) {
      assertThat(await(beside(database), left, JobStatus.DONE).attempt()).isEqualTo(2);
      assertThat(next.port()).isPositive();
    }
  }
}

package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.JSON;
import static uncrop.server.TestServer.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.Cancelled;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** What is told of jobs that take their time, and how they are cancelled. */
@Timeout(120)
class OutpaintEventsTest {
  private static final String OUTPAINTS = "/api/v1/outpaints";

  /** Begins to paint at once, and ends when it is told to, or cancelled. */
  private static final class Patient implements Engine {
    final Semaphore begun = new Semaphore(0);
    final Semaphore mayEnd = new Semaphore(0);
    final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public String name() {
      return "patient";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      begun.release();
      try {
        while (!mayEnd.tryAcquire()) {
          listener.progress("being patient", 0.5);
          Thread.onSpinWait();
        }
      } catch (Cancelled cancelled) {
        stopped.countDown();
        throw cancelled;
      }
      return scene.canvas().copy();
    }
  }

  /** One event as it came. */
  private record Told(String name, String id, JsonNode data) {}

  /** A stream of events that is read as it comes. */
  private final class Stream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Stream(String jobId) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.setSoTimeout(60_000);
      String request =
          "GET "
              + OUTPAINTS
              + "/"
              + jobId
              + "/events HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.port()
              + "\r\nx-api-key: "
              + server.key()
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
    }

    /** The next event. */
    Told next() throws IOException {
      return Objects.requireNonNull(read(), "the stream ended");
    }

    /** The next event of that name. */
    Told next(String name) throws IOException {
      Told told = next();
      while (!told.name.equals(name)) {
        told = next();
      }
      return told;
    }

    /** Those that come until the end. */
    List<Told> rest() throws IOException {
      List<Told> rest = new ArrayList<>();
      for (Told told = read(); told != null; told = read()) {
        rest.add(told);
      }
      return rest;
    }

    private @Nullable Told read() throws IOException {
      String name = "";
      String id = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          return new Told(name, id, JSON.readTree(line.substring(6)));
        }
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @TempDir Path data;
  private final Patient engine = new Patient();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(engine, data, "uncrop.jobs.workers=1");
  }

  @AfterEach
  void stop() {
    engine.mayEnd.release(1000);
    server.close();
  }

  private HttpRequest.Builder request(String path) {
    return server.request(path).header("x-api-key", server.key());
  }

  private HttpRequest.Builder submission() {
    ObjectNode body =
        JSON.createObjectNode().put("image", TestPicture.base64(TestPicture.png(4, 3)));
    body.putObject("margins").put("left", 1);
    return request(OUTPAINTS).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
  }

  private String submit() {
    HttpResponse<byte[]> answer = server.send(submission());
    assertThat(answer.statusCode()).isEqualTo(202);
    return json(answer).get("id").stringValue();
  }

  private HttpResponse<byte[]> cancel(String id) {
    return server.send(request(OUTPAINTS + "/" + id).DELETE());
  }

  private JsonNode show(String id) {
    return json(server.send(request(OUTPAINTS + "/" + id).GET()));
  }

  @Test
  void a_job_is_told_from_its_place_in_the_queue_to_its_end() throws Exception {
    String first = submit();
    engine.begun.acquire();
    String second = submit();
    String third = submit();
    assertThat(show(third).get("position").intValue()).isEqualTo(2);
    try (Stream stream = new Stream(third)) {
      assertThat(stream.next("queued").data.get("position").intValue()).isEqualTo(2);
      engine.mayEnd.release();
      assertThat(stream.next("queued").data.get("position").intValue()).isEqualTo(1);
      engine.mayEnd.release();
      Told progress = stream.next("progress");
      assertThat(progress.data.get("progress").doubleValue()).isBetween(0.0, 1.0);
      assertThat(progress.data.has("stage")).isTrue();
      engine.mayEnd.release();
      Told done = stream.next("done");
      assertThat(done.data).isEqualTo(show(third));
      assertThat(stream.rest()).isEmpty();
    }
    assertThat(List.of(show(first), show(second)))
        .allSatisfy(job -> assertThat(job.get("status").stringValue()).isEqualTo("done"));
  }

  @Test
  void who_comes_back_gets_what_is_new_and_at_the_end_nothing() throws Exception {
    String id = submit();
    engine.mayEnd.release();
    String last;
    try (Stream stream = new Stream(id)) {
      last = stream.next("done").id;
    }
    try (Stream again = new Stream(id)) {
      assertThat(again.next().name).isEqualTo("done");
      assertThat(again.rest()).isEmpty();
    }
    HttpRequest.Builder back = request(OUTPAINTS + "/" + id + "/events");
    assertThat(server.send(back.setHeader("Last-Event-ID", last)).statusCode()).isEqualTo(204);
    assertThat(server.send(back.setHeader("Last-Event-ID", "1.0.queued.1")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void events_are_told_once() throws Exception {
    String id = submit();
    engine.begun.acquire();
    List<String> ids = new ArrayList<>();
    try (Stream stream = new Stream(id)) {
      ids.add(stream.next("progress").id);
      engine.mayEnd.release();
      stream.rest().forEach(told -> ids.add(told.id));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void a_hundred_watchers_of_one_job_all_hear_its_end_and_leavers_do_not_matter() throws Exception {
    String id = submit();
    engine.begun.acquire();
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      streams.add(new Stream(id));
    }
    for (int i = 0; i < 50; i++) {
      streams.removeFirst().close();
    }
    engine.mayEnd.release();
    for (Stream stream : streams) {
      assertThat(stream.next("done").data.get("id").stringValue()).isEqualTo(id);
      stream.close();
    }
  }

  @Test
  void a_stopping_server_ends_its_streams() throws Exception {
    String id = submit();
    engine.begun.acquire();
    try (Stream stream = new Stream(id)) {
      stream.next("progress");
      Thread stopper = Thread.ofVirtual().start(this::stop);
      assertThat(stream.lines.lines().toList()).isNotNull();
      stopper.join();
    }
  }

  @Test
  void who_waits_for_less_than_it_takes_gets_202_and_the_job_goes_on() throws Exception {
    HttpResponse<byte[]> answer = server.send(submission().header("Prefer", "wait=0"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=0");
    HttpResponse<byte[]> second = server.send(submission().header("Prefer", "wait=1"));
    assertThat(second.statusCode()).isEqualTo(202);
    engine.mayEnd.release(2);
    try (Stream stream = new Stream(json(second).get("id").stringValue())) {
      stream.next("done");
    }
  }

  @Test
  void a_queued_job_is_cancelled_and_never_painted() throws Exception {
    submit();
    engine.begun.acquire();
    String queued = submit();
    HttpResponse<byte[]> answer = cancel(queued);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("status").stringValue()).isEqualTo("cancelled");
    assertThat(json(answer).get("error").stringValue()).isNotBlank();
    assertThat(json(answer).get("credits").longValue()).isZero();
    engine.mayEnd.release(2);
    String next = submit();
    try (Stream stream = new Stream(next)) {
      stream.next("done");
    }
    assertThat(engine.begun.availablePermits()).isEqualTo(1);
  }

  @Test
  void a_running_job_is_cancelled_and_its_painting_stopped() throws Exception {
    String id = submit();
    engine.begun.acquire();
    try (Stream stream = new Stream(id)) {
      stream.next("progress");
      assertThat(cancel(id).statusCode()).isEqualTo(200);
      assertThat(stream.next("cancelled").data.get("status").stringValue()).isEqualTo("cancelled");
      assertThat(stream.rest()).isEmpty();
    }
    engine.stopped.await();
    assertThat(cancel(id).statusCode()).as("again").isEqualTo(200);
  }

  @Test
  void a_job_that_is_done_cannot_be_cancelled() throws Exception {
    String id = submit();
    engine.mayEnd.release();
    try (Stream stream = new Stream(id)) {
      stream.next("done");
    }
    HttpResponse<byte[]> refused = cancel(id);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(json(refused).get("type").stringValue()).isEqualTo("/problems/job-ended");
    assertThat(show(id).get("status").stringValue()).isEqualTo("done");
  }
}

package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.CommandRun.run;
import static uncrop.server.TestServer.json;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pad.PadEngine;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** What paintings cost, over HTTP, on every database. */
@Timeout(120)
abstract class ChargesContract {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(64, 64));

  /** The seed with which painting fails. */
  private static final String UNLUCKY = "13";

  @TempDir Path data;
  private TestServer server;

  /** The setting that names a database without rows. */
  abstract String database();

  @BeforeEach
  void start_with_a_hundred_credits() {
    server =
        TestServer.start(
            new MoodyEngine(),
            data,
            "uncrop.credits.enabled=true",
            "uncrop.database=" + database());
    credits("grant", "local", 100);
  }

  @AfterEach
  void the_books_are_right() {
    assertThat(credits("audit").exit()).isZero();
    server.close();
  }

  private CommandRun credits(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data, "--database", database()));
    return run(new CreditsCommand(), all.toArray());
  }

  private void assertBalance(long available, long reserved) {
    assertThat(credits("show", "local").out())
        .isEqualToNormalizingNewlines(available + " available, " + reserved + " reserved\n");
  }

  private HttpResponse<byte[]> send(Dialect dialect, String... more) {
    return server.send(dialect.request(server, PICTURE, more));
  }

  @Test
  void each_vocabulary_has_its_price_for_a_picture() {
    assertThat(send(Dialect.SEG_BEYOND).headers().firstValue("x-remaining-credits")).contains("99");
    assertThat(send(Dialect.SEG_BEYOND, "samples", "3").statusCode()).isEqualTo(200);
    assertBalance(96, 0);
    assertThat(send(Dialect.EDIT).headers().firstValue("x-remaining-credits")).contains("88");
    assertThat(send(Dialect.STABILITY).headers().firstValue("x-remaining-credits")).contains("84");
    HttpRequest.Builder asked =
        server.request("/v1/get-user-credits").header("x-api-key", server.key());
    assertThat(json(server.send(asked)).get("credits").doubleValue()).isEqualTo(84);
  }

  @Test
  void failures_are_free() {
    for (Dialect dialect : Dialect.values()) {
      if (dialect.waits()) {
        assertThat(send(dialect, "seed", UNLUCKY).statusCode()).as("%s", dialect).isEqualTo(500);
        assertThat(send(dialect, dialect.pictureField(), "AAAA").statusCode()).isEqualTo(400);
      }
    }
    assertBalance(100, 0);
    assertThat(credits("ledger", "local").out()).contains("reserve", "release");
  }

  @Test
  void who_has_too_little_is_refused_and_nothing_is_set_aside() {
    credits("withdraw", "local", 93);
    assertThat(send(Dialect.EDIT).statusCode()).isEqualTo(406);
    assertThat(send(Dialect.SEG_BEYOND, "samples", "4").statusCode()).isEqualTo(200);
    assertThat(send(Dialect.SEG_BEYOND, "samples", "4").statusCode()).isEqualTo(406);
    assertBalance(3, 0);
  }

  @Test
  void equal_requests_with_one_key_at_once_are_one_job_and_one_charge() throws Exception {
    for (Dialect dialect : Dialect.values()) {
      String key = UUID.randomUUID().toString();
      Callable<String> request =
          () -> {
            HttpResponse<byte[]> answer =
                server.send(
                    dialect.request(server, PICTURE, "seed", "7").header("Idempotency-Key", key));
            assertThat(answer.statusCode()).isEqualTo(200);
            return dialect == Dialect.QUEUE
                ? json(answer).get("request_id").stringValue()
                : answer.headers().firstValue("X-Seed").orElseThrow();
          };
      List<String> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
        for (Future<String> answer : threads.invokeAll(Collections.nCopies(6, request))) {
          answers.add(answer.get());
        }
      }
      assertThat(answers).as("%s", dialect).containsOnly(answers.getFirst());
      HttpRequest.Builder other =
          dialect.request(server, PICTURE, "seed", "8").header("Idempotency-Key", key);
      assertThat(server.send(other).statusCode()).as("%s", dialect).isEqualTo(422);
    }
    String ledger = credits("ledger", "local", "--limit", 100).out();
    assertThat(ledger.lines().filter(line -> line.contains(" reserve ")))
        .hasSize(Dialect.values().length);
  }

  @Test
  void of_many_at_once_as_many_are_painted_as_can_be_paid_for() {
    credits("withdraw", "local", 95);
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(server.later(TestServer.body(PICTURE)));
    }
    List<Integer> statuses =
        answers.stream().map(answer -> answer.join().statusCode()).sorted().toList();
    assertThat(Collections.frequency(statuses, 200)).isEqualTo(5);
    assertThat(Collections.frequency(statuses, 406)).isEqualTo(7);
    assertBalance(0, 0);
  }

  @Test
  void a_job_of_our_own_vocabulary_tells_its_price() {
    String body = "{\"image\":\"" + PICTURE + "\",\"margins\":{\"left\":3},\"samples\":2}";
    HttpRequest.Builder submit =
        server
            .request("/api/v1/outpaints")
            .header("x-api-key", server.key())
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=60")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    JsonNode job = json(server.send(submit));
    assertThat(job.get("status").stringValue()).isEqualTo("done");
    assertThat(job.get("credits").longValue()).isEqualTo(2);
    assertBalance(98, 0);
  }

  /** Paints, but not with the unlucky seed. */
  private static final class MoodyEngine implements Engine {
    private final PadEngine pad = new PadEngine();

    @Override
    public String name() {
      return pad.name();
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return pad.warnings(sampling);
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      if (scene.seed() == Long.parseLong(UNLUCKY)) {
        throw new IllegalStateException("no luck");
      }
      return pad.paint(scene, listener);
    }
  }
}

package uncrop.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;

/** What Prometheus reads of a real server. */
@Timeout(120)
class MetricsTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(7, 5));

  @TempDir Path data;

  private static List<String> scrape(TestServer server) {
    HttpResponse<byte[]> answer = server.send(server.request("/actuator/prometheus"));
    assertThat(answer.statusCode()).isEqualTo(200);
    return new String(answer.body(), UTF_8).lines().toList();
  }

  /** The value of the one line that has this name and all these tags. */
  private static double value(List<String> lines, String name, String... tags) {
    List<String> found =
        lines.stream()
            .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
            .filter(line -> List.of(tags).stream().allMatch(line::contains))
            .toList();
    assertThat(found).as(name + " " + List.of(tags)).hasSize(1);
    return Double.parseDouble(found.getFirst().substring(found.getFirst().lastIndexOf(' ') + 1));
  }

  @Test
  void paintings_are_counted_by_what_they_are_and_timed_by_their_stages() {
    try (TestServer server = TestServer.start(data)) {
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
      assertThat(server.post(body("!!!")).statusCode()).isEqualTo(400);
      List<String> told = scrape(server);

      String[] done = {"vocabulary=\"seg-beyond\"", "engine=\"pad\"", "status=\"done\""};
      assertThat(value(told, "uncrop_jobs_ended_total", done)).isEqualTo(2);
      for (String stage : List.of("waiting", "reading", "painting", "writing")) {
        String tag = "stage=\"" + stage + "\"";
        assertThat(value(told, "uncrop_job_stage_seconds_count", tag)).isEqualTo(2);
      }
      assertThat(value(told, "uncrop_storage_seconds_count", "\"put\"", "\"done\"")).isEqualTo(4);
      assertThat(value(told, "uncrop_jobs", "queued")).isZero();
      assertThat(value(told, "uncrop_jobs", "running")).isZero();
      assertThat(value(told, "uncrop_jobs_oldest_seconds")).isZero();
      assertThat(value(told, "uncrop_workers", "hung")).isZero();
      assertThat(value(told, "uncrop_webhook_messages")).isZero();
      assertThat(value(told, "uncrop_webhook_lag_seconds")).isZero();
      String[] painted = {"vocabulary=\"seg-beyond\"", "status=\"200\""};
      assertThat(value(told, "http_server_requests_seconds_count", painted)).isEqualTo(2);
      String[] refused = {"vocabulary=\"seg-beyond\"", "status=\"400\"", "exception=\"BadInput\""};
      assertThat(value(told, "http_server_requests_seconds_count", refused)).isEqualTo(1);
    }
  }

  @Test
  void neither_keys_nor_prompts_nor_addresses_are_told() {
    try (TestServer server = TestServer.start(data)) {
      server.post(body(PICTURE).put("prompt", "a secret garden"));
      server.send(server.request("/v1/" + server.key()).header("x-api-key", server.key()));
      assertThat(String.join("\n", scrape(server)))
          .doesNotContain("secret", server.key(), data.toString());
    }
  }

  @Test
  void credits_are_counted_as_they_are_held_and_settled() {
    try (TestServer server = TestServer.start(data, "uncrop.credits.enabled=true")) {
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(406);
      try (Database database = Database.in(data)) {
        new Ledger(database, Clock.systemUTC()).grant("local", 10, "for a test");
      }
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
      List<String> told = scrape(server);
      assertThat(value(told, "uncrop_credits_total", "captured")).isEqualTo(1);
      assertThat(value(told, "uncrop_credits_held", "available")).isEqualTo(9);
      assertThat(value(told, "uncrop_credits_held", "reserved")).isZero();
    }
  }
}

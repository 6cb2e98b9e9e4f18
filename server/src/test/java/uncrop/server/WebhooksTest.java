package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.database.Database;
import uncrop.server.webhook.Receiver;

/** From a painting to somebody who is told of it. */
@Timeout(120)
class WebhooksTest {
  private static final String PICTURE = TestPicture.base64(TestPicture.png(7, 5));

  /** An engine of which only the painting matters. */
  private abstract static class Painting implements Engine {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }
  }

  @TempDir Path data;
  private final Receiver receiver = new Receiver();

  @AfterEach
  void stop() {
    receiver.close();
  }

  private String allowed() {
    return "uncrop.webhooks.allow=" + receiver.host();
  }

  private void tell(URI url) {
    try (Database database = Database.in(data)) {
      new Accounts(database, Clock.systemUTC(), new SecureRandom())
          .setWebhook(Account.LOCAL, url.toString());
    }
  }

  private String webhooks(String... arguments) {
    StringWriter out = new StringWriter();
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--data", data.toString()));
    int exit =
        new CommandLine(new WebhooksCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(words.toArray(String[]::new));
    assertThat(exit).as(out.toString()).isZero();
    return out.toString();
  }

  @Test
  void the_owner_of_a_painting_is_told_where_it_is() {
    try (TestServer server = TestServer.start(data, allowed())) {
      tell(receiver.url());
      byte[] painted = server.post(body(PICTURE).put("seed", 5)).body();
      Receiver.Arrival arrival = receiver.next();
      assertThat(arrival.signedWith(webhooks("secret").strip())).isTrue();
      JsonNode event = TestServer.JSON.readTree(arrival.body());
      assertThat(event.get("type").stringValue()).isEqualTo("outpaint.done");
      assertThat(event.get("timestamp").stringValue()).matches("20\\d\\d-.*Z");
      JsonNode job = event.get("data");
      assertThat(job.propertyNames())
          .containsExactly(
              "id",
              "status",
              "progress",
              "images",
              "seed",
              "engine",
              "credits",
              "warnings",
              "error");
      assertThat(job.get("status").stringValue()).isEqualTo("done");
      assertThat(job.get("seed").longValue()).isEqualTo(5);
      assertThat(job.get("progress").doubleValue()).isEqualTo(1);
      assertThat(job.get("error").isNull()).isTrue();
      JsonNode image = job.get("images").get(0);
      assertThat(image.get("width").intValue()).isEqualTo(10);
      assertThat(image.get("height").intValue()).isEqualTo(5);
      String link = image.get("url").stringValue();
      String base = "http://127.0.0.1:" + server.port();
      assertThat(link).startsWith(base + "/results/" + job.get("id").stringValue() + "/0.png?");
      assertThat(server.send(server.request(link.substring(base.length())).GET()).body())
          .isEqualTo(painted);
    }
  }

  @Test
  void links_in_messages_begin_with_the_public_url() {
    String settings = "uncrop.public-url=https://uncrop.example.com/paint/";
    try (TestServer server = TestServer.start(data, allowed(), settings)) {
      tell(receiver.url());
      server.post(body(PICTURE));
      assertThat(receiver.next().body())
          .contains("\"url\":\"https://uncrop.example.com/paint/results/");
    }
  }

  @Test
  void a_painting_that_failed_is_told_too() {
    Engine broken =
        new Painting() {
          @Override
          public Raster paint(Scene scene, PaintListener listener) {
            throw new IllegalStateException("internal secret");
          }
        };
    try (TestServer server = TestServer.start(broken, data, allowed())) {
      tell(receiver.url());
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(500);
      String body = receiver.next().body();
      assertThat(body).contains("\"type\":\"outpaint.failed\"").doesNotContain("internal secret");
      JsonNode job = TestServer.JSON.readTree(body).get("data");
      assertThat(job.get("status").stringValue()).isEqualTo("failed");
      assertThat(job.get("error").stringValue()).isNotBlank();
      assertThat(job.get("images").isEmpty()).isTrue();
      assertThat(job.get("credits").longValue()).isZero();
    }
  }

  @Test
  void a_job_names_its_own_receiver_and_one_that_is_cancelled_says_so() {
    Engine endless =
        new Painting() {
          @Override
          public Raster paint(Scene scene, PaintListener listener) {
            while (true) {
              listener.progress("work", 0.5);
              Thread.onSpinWait();
            }
          }
        };
    try (Receiver account = new Receiver();
        TestServer server = TestServer.start(endless, data, allowed() + "," + account.host())) {
      tell(account.url());
      ObjectNode job = TestServer.JSON.createObjectNode().put("image", PICTURE);
      job.putObject("margins").put("left", 3);
      job.put("webhookUrl", receiver.url().toString());
      String path = "/api/v1/outpaints";
      HttpResponse<byte[]> accepted =
          server.send(
              server
                  .request(path)
                  .header("x-api-key", server.key())
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(job.toString())));
      assertThat(accepted.statusCode())
          .as(() -> new String(accepted.body(), StandardCharsets.UTF_8))
          .isEqualTo(202);
      String id = TestServer.json(accepted).get("id").stringValue();
      server.send(server.request(path + "/" + id).header("x-api-key", server.key()).DELETE());
      Receiver.Arrival arrival = receiver.next();
      assertThat(arrival.signedWith(webhooks("secret").strip())).isTrue();
      JsonNode event = TestServer.JSON.readTree(arrival.body());
      assertThat(event.get("type").stringValue()).isEqualTo("outpaint.cancelled");
      assertThat(event.get("data").get("id").stringValue()).isEqualTo(id);
      assertThat(account.waiting()).isZero();
    }
  }

  @Test
  void an_inside_address_is_told_nothing_unless_it_is_on_the_list() {
    try (TestServer server = TestServer.start(data)) {
      tell(receiver.url());
      assertThat(server.post(body(PICTURE)).statusCode()).isEqualTo(200);
      String id = firstId();
      while (!webhooks("show", id).contains("attempt 1")) {
        Thread.onSpinWait();
      }
      assertThat(webhooks("show", id)).contains("not public", "uncrop.webhooks.allow");
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void a_message_is_replayed_beside_a_running_server() {
    try (TestServer server = TestServer.start(data, allowed())) {
      receiver.answer(410);
      tell(receiver.url());
      server.post(body(PICTURE));
      Receiver.Arrival first = receiver.next();
      while (!webhooks("list", "--state", "given-up").contains(first.id())) {
        Thread.onSpinWait();
      }
      assertThat(webhooks("list", "--state", "waiting", "--account", "local"))
          .doesNotContain(first.id());
      assertThat(webhooks("show", first.id())).contains("it answered 410", first.body());
      receiver.answer(200);
      webhooks("replay", first.id());
      Receiver.Arrival second = receiver.next();
      assertThat(second.id()).isEqualTo(first.id());
      assertThat(second.body()).isEqualTo(first.body());
      while (!webhooks("show", first.id()).contains("delivered (200)")) {
        Thread.onSpinWait();
      }
      assertThat(webhooks("list", "--state", "delivered")).contains(first.id());
    }
  }

  @Test
  void a_new_secret_signs_from_now_on() {
    try (TestServer server = TestServer.start(data, allowed())) {
      tell(receiver.url());
      String old = webhooks("secret").strip();
      String next = webhooks("secret", "local", "--new").strip();
      assertThat(next).isNotEqualTo(old).startsWith("whsec_");
      server.post(body(PICTURE));
      Receiver.Arrival arrival = receiver.next();
      assertThat(arrival.signedWith(next)).isTrue();
      assertThat(arrival.signedWith(old)).isFalse();
    }
  }

  private String firstId() {
    String row = webhooks("list").lines().skip(1).findFirst().orElseThrow();
    return row.substring(0, row.indexOf(' '));
  }
}

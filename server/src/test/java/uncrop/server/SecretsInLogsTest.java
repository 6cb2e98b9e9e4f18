package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.TestServer.body;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.database.Database;
import uncrop.server.webhook.Receiver;

/** What callers entrust to the server stands in no line of its log. */
@Timeout(120)
class SecretsInLogsTest {
  private static final String PROMPT = "PROMPT-7f3a91 the secret garden";
  private static final String PICTURE = TestPicture.base64(TestPicture.png(9, 7));
  private static final String TOKEN = "TOKEN-51cc0e";

  @TempDir Path data;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  /** Once a server runs: its start sets all loggers up anew. */
  private void listen() {
    root.setLevel(Level.INFO);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stop_listening() {
    root.detachAppender(log);
  }

  /** Breaks where a test says so. */
  private static final class Moody implements Engine {
    @Override
    public String name() {
      return "moody";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      if (scene.seed() == 13) {
        throw new IllegalStateException("the engine broke");
      }
      return scene.canvas().copy();
    }
  }

  private String everything() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
        text.append(event.getFormattedMessage()).append(event.getMDCPropertyMap()).append('\n');
        if (event.getThrowableProxy() != null) {
          text.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
        }
      }
    }
    return text.toString();
  }

  @Test
  void neither_keys_nor_prompts_nor_pictures_nor_addresses_are_logged() {
    String key;
    try (Receiver receiver = new Receiver();
        TestServer server =
            TestServer.start(new Moody(), data, "uncrop.webhooks.allow=" + receiver.host())) {
      listen();
      key = server.key();
      receiver.answer(410);
      try (Database database = Database.in(data)) {
        new Accounts(database, Clock.systemUTC(), new SecureRandom())
            .setWebhook(Account.LOCAL, receiver.url() + "&token=" + TOKEN);
      }
      var good = body(PICTURE).put("prompt", PROMPT).put("negative_prompt", PROMPT);
      assertThat(server.post(good.deepCopy().put("seed", 1)).statusCode()).isEqualTo(200);
      assertThat(server.post(good.deepCopy().put("seed", 13)).statusCode()).isEqualTo(500);
      assertThat(server.post(good.deepCopy().put("sampler", PROMPT)).statusCode()).isEqualTo(400);
      String inside = "http://10.0.0.1/" + TOKEN + "?signature=" + TOKEN;
      assertThat(server.post(body(inside).put("prompt", PROMPT)).statusCode()).isEqualTo(403);
      String broken = PICTURE.substring(0, PICTURE.length() / 2);
      assertThat(server.post(body(broken).put("prompt", PROMPT)).statusCode()).isEqualTo(400);
      String unfinished = "{\"prompt\": \"" + PROMPT + "\", \"input_image\": \"" + PICTURE;
      assertThat(
              server
                  .send(server.request(good).POST(BodyPublishers.ofString(unfinished)))
                  .statusCode())
          .isEqualTo(400);
      assertThat(
              server
                  .send(server.request("/v1/nothing?key=" + TOKEN).header("x-api-key", key).GET())
                  .statusCode())
          .isEqualTo(404);
      assertThat(server.send(server.request(good).setHeader("x-api-key", key + TOKEN)).statusCode())
          .isEqualTo(401);
      receiver.next();
      receiver.next();
    }
    String logged = everything();
    // the engine's break and the message that was given up are there, so the log was listened to
    assertThat(logged).contains("the engine broke", "was given up");
    assertThat(logged)
        .doesNotContain(key)
        .doesNotContain(key.substring(11))
        .doesNotContain("PROMPT-7f3a91")
        .doesNotContain(TOKEN)
        .doesNotContain("whsec_")
        .doesNotContain(PICTURE.substring(0, 40))
        .doesNotContain(PICTURE.substring(PICTURE.length() / 4, PICTURE.length() / 4 + 20));
  }
}

package uncrop.server.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How messages are delivered.
 *
 * @param allow inside hosts that may be told all the same, each {@code host:port}
 * @param deadline for one attempt, from the look-up of the name to the status
 * @param poll how often the database is asked for messages of other nodes and for repeated ones
 * @param atOnce attempts that run at the same time on this node
 * @param perHost of these, to one host; and of one account four times as many
 * @param keep how long a message that needs no more attempts can be looked at and replayed
 */
@ConfigurationProperties("uncrop.webhooks")
record WebhookSettings(
    List<String> allow, Duration deadline, Duration poll, int atOnce, int perHost, Duration keep) {
  WebhookSettings {
    requirePositive("deadline", deadline);
    requirePositive("poll", poll);
    requirePositive("keep", keep);
    if (atOnce < 1) {
      throw new IllegalArgumentException(
          "uncrop.webhooks.at-once " + atOnce + ": must be at least 1");
    }
    if (perHost < 1) {
      throw new IllegalArgumentException(
          "uncrop.webhooks.per-host " + perHost + ": must be at least 1");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "uncrop.webhooks." + name + " " + value + ": must be above 0");
    }
  }
}

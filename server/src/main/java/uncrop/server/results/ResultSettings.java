package uncrop.server.results;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Addresses of painted pictures.
 *
 * @param valid how long one works that stands in an answer
 * @param validInWebhooks how long one works that stands in a message
 */
@ConfigurationProperties("uncrop.results")
record ResultSettings(Duration valid, Duration validInWebhooks) {
  ResultSettings {
    atLeastASecond("valid", valid);
    atLeastASecond("valid-in-webhooks", validInWebhooks);
  }

  private static void atLeastASecond(String name, Duration value) {
    if (value.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "uncrop.results." + name + " " + value + ": must be at least 1s");
    }
  }
}

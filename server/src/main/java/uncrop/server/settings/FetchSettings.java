package uncrop.server.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How pictures are fetched from addresses that callers name.
 *
 * @param allow inside hosts that may be asked all the same, each {@code host:port}
 * @param deadline for the whole of one picture, from the first look-up to its last byte
 * @param redirects how many are followed
 */
@ConfigurationProperties("uncrop.fetch")
public record FetchSettings(List<String> allow, Duration deadline, int redirects) {
  public FetchSettings {
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("uncrop.fetch.deadline " + deadline + ": must be above 0");
    }
    if (redirects < 0) {
      throw new IllegalArgumentException(
          "uncrop.fetch.redirects " + redirects + ": must be at least 0");
    }
  }
}

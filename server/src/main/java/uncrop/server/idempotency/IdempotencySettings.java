package uncrop.server.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How requests that are sent twice are known.
 *
 * @param keep how long what was answered is remembered
 */
@ConfigurationProperties("uncrop.idempotency")
public record IdempotencySettings(Duration keep) {
  public IdempotencySettings {
    if (!keep.isPositive()) {
      throw new IllegalArgumentException("uncrop.idempotency.keep " + keep + ": must be above 0");
    }
  }
}

package uncrop.server.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many paintings at once.
 *
 * @param workers paintings at the same time, at least 1
 * @param waiting requests that may wait for a worker, at least 0; one more is refused
 * @param patience how long a request may wait and be painted in all before it is given up
 */
@ConfigurationProperties("uncrop.queue")
public record QueueSettings(int workers, int waiting, Duration patience) {
  public QueueSettings {
    if (workers < 1) {
      throw new IllegalArgumentException(
          "uncrop.queue.workers " + workers + ": must be at least 1");
    }
    if (waiting < 0) {
      throw new IllegalArgumentException(
          "uncrop.queue.waiting " + waiting + ": must be at least 0");
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("uncrop.queue.patience " + patience + ": must be above 0");
    }
  }
}

package uncrop.server.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How jobs are run.
 *
 * @param workers paintings at the same time on this node; 0 on a node that only takes jobs
 * @param queue jobs that may wait in all; one more is refused
 * @param queuePerAccount jobs of one account that may wait
 * @param patience how long a synchronous call may wait and be painted in all
 */
@ConfigurationProperties("uncrop.jobs")
public record JobSettings(int workers, int queue, int queuePerAccount, Duration patience) {
  public JobSettings {
    atLeast("workers", workers, 0);
    atLeast("queue", queue, 1);
    atLeast("queue-per-account", queuePerAccount, 1);
    positive("patience", patience);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "uncrop.jobs." + name + " " + value + ": must be at least " + least);
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("uncrop.jobs." + name + " " + value + ": must be above 0");
    }
  }
}

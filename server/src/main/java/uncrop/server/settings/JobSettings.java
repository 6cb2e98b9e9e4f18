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
 * @param limit how long one painting may take
 * @param notice how long an engine may take to notice that it is to stop; then it counts as hung
 * @param hung how many hung paintings this node bears and still paints others
 * @param grace how long paintings may go on when the server stops
 * @param heartbeat how often a worker says that it lives; after 5 of them without, it is dead
 * @param keep how long the files of an ended job are kept
 * @param forget how long an ended job is known at all
 * @param orphans age from which files that belong to no job are deleted
 */
@ConfigurationProperties("uncrop.jobs")
public record JobSettings(
    int workers,
    int queue,
    int queuePerAccount,
    Duration patience,
    Duration limit,
    Duration notice,
    int hung,
    Duration grace,
    Duration heartbeat,
    Duration keep,
    Duration forget,
    Duration orphans) {
  private static final int BEATS_MISSED = 5;

  public JobSettings {
    atLeast("workers", workers, 0);
    atLeast("queue", queue, 1);
    atLeast("queue-per-account", queuePerAccount, 1);
    positive("patience", patience);
    positive("limit", limit);
    positive("notice", notice);
    atLeast("hung", hung, 0);
    positive("grace", grace);
    positive("heartbeat", heartbeat);
    positive("keep", keep);
    positive("forget", forget);
    positive("orphans", orphans);
  }

  /** A worker without a heartbeat for so long is dead. */
  public Duration dead() {
    return heartbeat.multipliedBy(BEATS_MISSED);
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

package uncrop.server.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import uncrop.server.job.Jobs;
import uncrop.server.settings.JobSettings;

/** How many more jobs may wait. */
public final class Places {
  private final Jobs jobs;
  private final JobSettings settings;
  private final Clock clock;

  public Places(Jobs jobs, JobSettings settings, Clock clock) {
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  /** How many more jobs would be accepted now, of all accounts together. */
  public int free() {
    return Math.max(0, settings.queue() - jobs.queued());
  }

  /**
   * When a place is likely to be free: now, or after the mean time of a painting.
   *
   * @param free how many are
   */
  public Instant freeAt(int free) {
    return free > 0 ? clock.instant() : clock.instant().plus(untilFree());
  }

  /** The mean time of a painting, shared by those that run; whole seconds, at least 1. */
  Duration untilFree() {
    long millis = jobs.meanTime().toMillis() / Math.max(1, jobs.running());
    return Duration.ofSeconds(Math.max(1, (millis + 999) / 1000));
  }
}

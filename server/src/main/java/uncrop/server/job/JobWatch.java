package uncrop.server.job;

import java.time.Duration;
import java.util.Optional;

/** Follows one job. Used by one thread. */
public final class JobWatch implements AutoCloseable {
  private final Jobs jobs;
  private final String jobId;
  private final JobNews.Ear ear;
  private Optional<Job> last = Optional.empty();

  public JobWatch(Jobs jobs, JobNews news, String jobId) {
    this.jobs = jobs;
    this.jobId = jobId;
    this.ear = news.listen(jobId);
  }

  /**
   * The job as soon as it is other than it was at the last call; at the first call as it is.
   *
   * @return empty when nothing changed in that time, or there is no such job
   */
  public Optional<Job> next(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Optional<Job> now = jobs.find(jobId);
      if (!now.equals(last)) {
        last = now;
        return now;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      boolean _ = ear.await(Duration.ofNanos(left));
    }
  }

  @Override
  public void close() {
    ear.close();
  }
}

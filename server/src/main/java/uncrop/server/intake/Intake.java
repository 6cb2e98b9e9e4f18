package uncrop.server.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobStatus;
import uncrop.server.job.JobWatch;
import uncrop.server.job.Jobs;
import uncrop.server.key.Caller;
import uncrop.server.settings.JobSettings;
import uncrop.server.storage.Storage;

/** What vocabularies know of jobs. Thread-safe. */
public final class Intake {
  private final Acceptance acceptance;
  private final Waiting waiting;
  private final Jobs jobs;
  private final JobNews news;
  private final Storage storage;
  private final Clock clock;

  public Intake(
      Acceptance acceptance,
      Storage storage,
      Jobs jobs,
      JobNews news,
      JobSettings settings,
      Clock clock) {
    this.acceptance = acceptance;
    this.waiting = new Waiting(jobs, news, settings, clock);
    this.jobs = jobs;
    this.news = news;
    this.storage = storage;
    this.clock = clock;
  }

  /**
   * Checks all that can be checked without pixels, stores the files and queues the job, all or
   * nothing.
   *
   * @return the job; of a repeated idempotency key the first one
   * @throws uncrop.fault.BadInput when the picture's head cannot be read, or the extension, the
   *     sampling or the engine does not fit
   * @throws QueueFull when too many wait
   * @throws uncrop.server.storage.StorageFailed when the files cannot be kept
   */
  public Job accept(Caller caller, Submission submission) {
    return acceptance.accept(caller, submission);
  }

  /**
   * Waits until an accepted job is done.
   *
   * @return the job, done
   * @throws JobFailed when it failed or was cancelled
   * @throws PaintingTimedOut when the patience of the settings ends; the job is given up, unpaid
   * @throws ClientGone when the caller hung up; the job is cancelled, unpaid
   * @throws ServerStopping when the server cannot wait any longer
   */
  public Job await(Job accepted, HangUp hangUp) {
    return waiting.untilDone(accepted, hangUp);
  }

  /**
   * Waits for the end of a job at most so long, and leaves it as it is.
   *
   * @return the job as it is then
   * @throws ClientGone when the caller hung up
   * @throws ServerStopping when the server cannot wait any longer
   */
  public Job await(String jobId, Duration atMost, HangUp hangUp) {
    return waiting.until(clock.instant().plus(atMost), jobId, hangUp);
  }

  /** A job of the caller's account; administrators see those of all. */
  public Optional<Job> find(Caller caller, String jobId) {
    return jobs.find(jobId)
        .filter(job -> caller.isAdmin() || job.accountId().equals(caller.account().id()));
  }

  /**
   * Jobs of the caller's account, the newest first.
   *
   * @param beforeId only older ones than this job, which need not be there any more
   */
  public List<Job> list(
      Caller caller, Optional<JobStatus> status, Optional<String> beforeId, int limit) {
    return jobs.list(Optional.of(caller.account().id()), status, beforeId, limit);
  }

  /**
   * Cancels a job; one that has ended stays as it is.
   *
   * @return the job as it is then; empty when the caller has none of that id
   */
  public Optional<Job> cancel(Caller caller, String jobId) {
    return find(caller, jobId)
        .map(job ->
            jobs.giveUp(jobId, JobFault.CANCELLED, "cancelled by its owner")
                .or(() -> jobs.find(jobId)))
        .orElse(Optional.empty());
  }

  /** How many of the queued jobs would be taken before this one, plus 1; 0 of one not queued. */
  public int position(Job job) {
    return jobs.position(job.id());
  }

  /**
   * A painted picture of a job that is done.
   *
   * @param n 0 for the first
   * @return the file
   * @throws ResultsGone when it is not kept any more
   * @throws IndexOutOfBoundsException when the job has fewer pictures
   */
  public byte[] picture(Job job, int n) {
    String key = job.result().orElseThrow().pictures().get(n).key();
    return storage.get(key).orElseThrow(() -> new ResultsGone(job.id()));
  }

  /** What a job looks like so far, a JPEG; empty while nobody has watched it, or it has none. */
  public Optional<byte[]> preview(Job job) {
    return storage.get(job.previewKey());
  }

  /** Follows a job, wherever it is painted. */
  public JobWatch watch(String jobId) {
    return new JobWatch(jobs, news, jobId);
  }

  /** Lets nobody wait longer than until then: the server stops. */
  public void close(Instant deadline) {
    waiting.close(deadline);
  }
}

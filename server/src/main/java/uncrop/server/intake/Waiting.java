package uncrop.server.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.Jobs;
import uncrop.server.settings.JobSettings;

/** Waits for the end of jobs, each on the thread that asks. */
final class Waiting {
  /** So long a caller who hung up goes unnoticed. */
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private final Jobs jobs;
  private final JobNews news;
  private final JobSettings settings;
  private final Clock clock;

  Waiting(Jobs jobs, JobNews news, JobSettings settings, Clock clock) {
    this.jobs = jobs;
    this.news = news;
    this.settings = settings;
    this.clock = clock;
  }

  /** The job, done; what keeps it from being so is thrown. */
  Job untilDone(Job accepted, HangUp hangUp) {
    Duration patience =
        Duration.between(clock.instant(), accepted.created().plus(settings.patience()));
    Job job = atMost(accepted.id(), patience, hangUp, true);
    if (!job.status().ended()) {
      job = jobs.fail(job, JobFault.TIMED_OUT, tooLong()).orElseGet(() -> read(accepted.id()));
    }
    return done(job);
  }

  /** The job, ended or not. */
  Job atMost(String jobId, Duration time, HangUp hangUp, boolean cancelIfGone) {
    Instant deadline = clock.instant().plus(time);
    try (JobNews.Ear ear = news.listen(jobId)) {
      Job job = read(jobId);
      while (!job.status().ended()) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
          break;
        }
        if (ear.await(left.compareTo(LOOK_UP) < 0 ? left : LOOK_UP)) {
          job = read(jobId);
        } else if (hangUp.gone()) {
          if (cancelIfGone) {
            Optional<Job> _ = jobs.cancel(jobId, "the client hung up");
          }
          throw new ClientGone();
        }
      }
      return job;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStopping();
    }
  }

  private Job read(String jobId) {
    return jobs.find(jobId).orElseThrow(() -> new ResultsGone(jobId));
  }

  private static Job done(Job job) {
    String error = job.error().orElse("");
    return switch (job.fault().orElse(null)) {
      case null -> job;
      case TIMED_OUT -> throw new PaintingTimedOut(error);
      case JobFault fault -> throw new JobFailed(fault, error);
    };
  }

  private String tooLong() {
    return "the picture was not ready within "
        + settings.patience().toMillis() / 1000.0
        + " s and was given up; ask for fewer pixels or samples, or later";
  }
}

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
  /** So long a caller who hung up goes unnoticed, and a server that stops. */
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private final Jobs jobs;
  private final JobNews news;
  private final JobSettings settings;
  private final Clock clock;
  private volatile Instant closing = Instant.MAX;

  Waiting(Jobs jobs, JobNews news, JobSettings settings, Clock clock) {
    this.jobs = jobs;
    this.news = news;
    this.settings = settings;
    this.clock = clock;
  }

  /** Nobody waits longer than until then. */
  void close(Instant deadline) {
    closing = deadline;
  }

  /** The job, done; what keeps it from being so is thrown. */
  Job untilDone(Job accepted, HangUp hangUp) {
    String id = accepted.id();
    Instant deadline = accepted.created().plus(settings.patience());
    Job job;
    try {
      job = until(deadline, id, hangUp);
    } catch (ClientGone | ServerStopping e) {
      Optional<Job> _ = jobs.giveUp(id, JobFault.CANCELLED, e.getMessage());
      throw e;
    }
    if (!job.status().ended()) {
      job = jobs.giveUp(id, JobFault.TIMED_OUT, tooLong()).orElseGet(() -> read(id));
    }
    return done(job);
  }

  /** The job at that time, or when it ended before. */
  Job until(Instant deadline, String jobId, HangUp hangUp) {
    try (JobNews.Ear ear = news.listenForEnd(jobId)) {
      Job job = read(jobId);
      while (!job.status().ended() && clock.instant().isBefore(deadline)) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (ear.await(left.compareTo(LOOK_UP) < 0 ? left : LOOK_UP)) {
          job = ear.end().orElseGet(() -> read(jobId));
        } else if (hangUp.gone()) {
          throw new ClientGone();
        } else if (!clock.instant().isBefore(closing)) {
          throw new ServerStopping();
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

package uncrop.server.worker;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobUpkeep;
import uncrop.server.job.Jobs;
import uncrop.server.settings.JobSettings;

/** Finds the jobs of all nodes whose workers died, and those that nobody waits for any more. */
final class Reaper {
  /*
   * While the database is away no worker can say that it lives. So after it was, and after this
   * process started (which may be because it was), everybody gets the time of two heartbeats before
   * anybody is declared dead.
   */
  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private static final int BEATS_OF_GRACE = 2;

  private final Jobs jobs;
  private final JobUpkeep upkeep;
  private final JobNews news;
  private final JobSettings settings;
  private final Clock clock;

  /** Since when the database has answered. */
  private @Nullable Instant answering;

  Reaper(Jobs jobs, JobUpkeep upkeep, JobNews news, JobSettings settings, Clock clock) {
    this.jobs = jobs;
    this.upkeep = upkeep;
    this.news = news;
    this.settings = settings;
    this.clock = clock;
  }

  /** Once through all jobs; called by one thread. */
  void reap() {
    try {
      Instant now = clock.instant();
      giveUpOverdue(now);
      Instant since = answering == null ? now : answering;
      answering = since;
      if (!since.plus(settings.heartbeat().multipliedBy(BEATS_OF_GRACE)).isAfter(now)) {
        rescue(now.minus(settings.dead()));
      }
    } catch (RuntimeException e) {
      answering = null;
      throw e;
    }
  }

  private void giveUpOverdue(Instant now) {
    for (String id : upkeep.overdue(now)) {
      Optional<Job> _ =
          jobs.giveUp(id, JobFault.TIMED_OUT, "the call that waited for the job is over");
    }
  }

  private void rescue(Instant lastBeat) {
    for (String id : upkeep.rescue(lastBeat)) {
      LOG.warn("job {} is queued again: its worker died", id);
      news.changed(id);
      news.queued();
    }
    for (Job job : upkeep.deadly(lastBeat)) {
      LOG.error("job {} is given up: its workers died again and again", job.id());
      Optional<Job> _ =
          jobs.fail(job, JobFault.WORKER_LOST, "painting ended its worker twice and was given up");
    }
  }
}

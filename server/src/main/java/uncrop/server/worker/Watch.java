package uncrop.server.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobUpkeep;
import uncrop.server.job.Jobs;
import uncrop.server.settings.JobSettings;

/** Looks after the paintings of this node: their heartbeats, their limit, and whether they hang. */
final class Watch {
  private final Workers workers;
  private final Jobs jobs;
  private final JobUpkeep upkeep;
  private final JobNews news;
  private final Previews previews;
  private final JobSettings settings;
  private final Clock clock;

  Watch(
      Workers workers,
      Jobs jobs,
      JobUpkeep upkeep,
      JobNews news,
      Previews previews,
      JobSettings settings,
      Clock clock) {
    this.workers = workers;
    this.jobs = jobs;
    this.upkeep = upkeep;
    this.news = news;
    this.previews = previews;
    this.settings = settings;
    this.clock = clock;
  }

  /** Once round; called several times in the time of one heartbeat, by one thread. */
  void look() {
    Instant now = clock.instant();
    for (Run run : workers.runs()) {
      // first what needs no database, which may be away
      if (run.ignoresStop(settings.notice(), now)) {
        workers.writeOff(run);
      }
    }
    Set<String> listenedTo = news.listenedTo();
    for (Run run : workers.runs()) {
      run.watched(listenedTo.contains(run.job().id()));
      if (run.begun().plus(settings.limit()).isBefore(now)) {
        run.stop(now);
        Optional<Job> _ = jobs.fail(run.job(), JobFault.TIMED_OUT, tooLong());
      } else if (isDue(run, listenedTo.contains(run.job().id()), now)) {
        beat(run, now);
      }
    }
  }

  /** Who listens wants to know how far it is; else a heartbeat is enough. */
  private boolean isDue(Run run, boolean listenedTo, Instant now) {
    Duration since = Duration.between(run.beaten(), now);
    return !run.isStopped() && (listenedTo || since.compareTo(settings.heartbeat()) >= 0);
  }

  private void beat(Run run, Instant now) {
    run.newPreview().ifPresent(canvas -> previews.keep(run.job(), canvas));
    if (upkeep.beat(run.job(), run.progress(), run.stage(), now)) {
      run.beaten(now);
      news.advanced(run.job().id());
    } else {
      run.stop(now);
    }
  }

  private String tooLong() {
    return "painting took longer than the "
        + settings.limit().toSeconds()
        + " s that a job may; ask for fewer pixels or samples";
  }
}

package uncrop.server.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import uncrop.server.job.Job;
import uncrop.server.job.JobNews;
import uncrop.server.job.Jobs;

/** One thread that claims jobs and paints them, one after the other. */
final class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  // as the log names them
  private static final String REQUEST_IN_LOG = "request";
  private static final String JOB_IN_LOG = "job";

  /** How often the database is asked for work that was queued on other nodes. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private final String name;
  private final Workers crew;
  private final Jobs jobs;
  private final JobNews news;
  private final Workshop workshop;
  private final Clock clock;
  private volatile @Nullable Run run;
  private volatile @Nullable Thread thread;

  Worker(String name, Workers crew, Jobs jobs, JobNews news, Workshop workshop, Clock clock) {
    this.name = name;
    this.crew = crew;
    this.jobs = jobs;
    this.news = news;
    this.workshop = workshop;
    this.clock = clock;
  }

  /** What it paints now. */
  Optional<Run> painting() {
    return Optional.ofNullable(run);
  }

  /** Wakes an engine that sleeps. For the job that is hung it is too late. */
  void interrupt() {
    Thread painting = thread;
    if (painting != null) {
      painting.interrupt();
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (crew.wants(this)) {
      try {
        workOrWait();
      } catch (InterruptedException e) {
        // only who is hung is interrupted, and then the crew decides
      } catch (RuntimeException e) {
        LOG.warn("no job can be had from the database; trying again: {}", e.getMessage());
        LOG.debug("this is why", e);
        pause();
      }
    }
  }

  private void workOrWait() throws InterruptedException {
    long seen = news.queuedSoFar();
    Optional<Job> job = jobs.claim(name, crew.takesOnlyWaitedFor());
    if (job.isPresent()) {
      paint(job.get());
    } else {
      news.awaitWork(seen, POLL);
    }
  }

  private void paint(Job job) {
    Run painting = new Run(job, clock.instant());
    run = painting;
    MDC.put(JOB_IN_LOG, job.id());
    job.requestId().ifPresent(id -> MDC.put(REQUEST_IN_LOG, id));
    try {
      workshop.paint(painting);
    } finally {
      MDC.remove(REQUEST_IN_LOG);
      MDC.remove(JOB_IN_LOG);
      run = null;
      boolean _ = Thread.interrupted();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      // then at once
    }
  }
}

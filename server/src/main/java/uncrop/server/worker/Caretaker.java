package uncrop.server.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobUpkeep;
import uncrop.server.job.Jobs;
import uncrop.server.job.NewsFromElsewhere;
import uncrop.server.settings.JobSettings;
import uncrop.server.storage.Storage;

/** Does what has to be done again and again, on every node. */
public final class Caretaker {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

  private static final int LOOKS_IN_A_BEAT = 3;
  private static final Duration NEWS = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Duration SWEEP_ORPHANS = Duration.ofHours(1);

  private final Watch watch;
  private final Reaper reaper;
  private final Sweeper sweeper;
  private final NewsFromElsewhere elsewhere;
  private final JobSettings settings;

  // a sweep of many files must not keep a heartbeat waiting
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          4, Thread.ofPlatform().name("caretaker-", 1).daemon(true).factory());

  public Caretaker(
      Workers workers,
      Jobs jobs,
      JobUpkeep upkeep,
      JobNews news,
      Storage storage,
      JobSettings settings,
      Clock clock) {
    this.watch = new Watch(workers, jobs, upkeep, news, new Previews(storage), settings, clock);
    this.reaper = new Reaper(jobs, upkeep, news, settings, clock);
    this.sweeper = new Sweeper(upkeep, storage, settings, clock);
    this.elsewhere = new NewsFromElsewhere(upkeep, news);
    this.settings = settings;
  }

  public void start() {
    Duration beat = settings.heartbeat();
    repeat(beat.dividedBy(LOOKS_IN_A_BEAT), "looking after the paintings", watch::look);
    repeat(beat.multipliedBy(5).dividedBy(3), "looking for dead workers", reaper::reap);
    repeat(NEWS, "looking for news of other nodes", elsewhere::look);
    repeat(SWEEP, "sweeping", sweeper::sweep);
    repeat(SWEEP_ORPHANS, "sweeping orphans", sweeper::sweepOrphans);
  }

  /** Ends once what is being done is done. */
  public void stop() {
    threads.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    threads.shutdown();
    try {
      boolean _ = threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void repeat(Duration pause, String what, Runnable task) {
    ScheduledExecutorService executor = threads;
    var _ =
        executor.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                // while the database is away this comes again and again
                LOG.warn("{} failed and is tried again: {}", what, e.getMessage());
                LOG.debug("this is why", e);
              }
            },
            0,
            Math.max(1, pause.toMillis()),
            TimeUnit.MILLISECONDS);
  }
}

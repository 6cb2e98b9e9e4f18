package uncrop.server.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.fault.Cancelled;
import uncrop.server.job.Job;
import uncrop.server.job.JobNews;
import uncrop.server.job.Jobs;
import uncrop.server.painting.Painter;
import uncrop.server.settings.JobSettings;
import uncrop.server.storage.Storage;

/** The threads of this node that paint. */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** How often the database is asked for work that was queued on other nodes. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Jobs jobs;
  private final JobNews news;
  private final Workshop workshop;
  private final JobSettings settings;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  public Workers(
      Jobs jobs,
      JobNews news,
      Storage storage,
      Painter painter,
      JobSettings settings,
      Clock clock) {
    this.jobs = jobs;
    this.news = news;
    this.workshop = new Workshop(jobs, storage, painter, clock);
    this.settings = settings;
  }

  /** Starts as many as the settings say. */
  public void start() {
    // platform threads: paintings compute without ever blocking, and native engines keep state in
    // their thread
    for (int i = 1; i <= settings.workers(); i++) {
      threads.add(Thread.ofPlatform().name("painter-" + i).daemon(true).start(this::work));
    }
  }

  private void work() {
    while (!stopping) {
      long seen = news.queuedSoFar();
      try {
        Optional<Job> job = jobs.claim(Thread.currentThread().getName());
        if (job.isPresent()) {
          paint(job.get());
        } else {
          news.awaitWork(seen, POLL);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("no work can be had; trying again", e);
        pause();
      }
    }
  }

  private void paint(Job job) {
    try (JobNews.Ear ear = news.listen(job.id())) {
      workshop.paint(
          job,
          (stage, done) -> {
            if (stopping || ear.heard() && !jobs.owns(job)) {
              throw new Cancelled();
            }
          });
    }
  }

  private void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
  }
}

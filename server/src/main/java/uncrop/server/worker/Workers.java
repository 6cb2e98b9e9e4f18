package uncrop.server.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.server.job.Job;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobUpkeep;
import uncrop.server.job.Jobs;
import uncrop.server.settings.JobSettings;

/** The workers of this node. Thread-safe. */
public final class Workers {
  /*
   * Paintings run on platform threads: they compute for seconds without ever blocking, and native
   * engines keep state in their thread.
   *
   * Java cannot end a thread that does not listen. So a worker whose engine hangs is written off: its
   * job has ended by then (the limit, the caller's patience), another worker takes its place, and if
   * its engine ever returns it goes, or takes a place that is free. So many may hang that the settings
   * say; then no more are replaced, and once none is left this node is not ready.
   */
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private static final Duration LOOK = Duration.ofMillis(20);

  private final Jobs jobs;
  private final JobUpkeep upkeep;
  private final JobNews news;
  private final Workshop workshop;
  private final JobSettings settings;
  private final String node;
  private final Clock clock;
  private final Set<Worker> present = new LinkedHashSet<>();
  private final Set<Worker> writtenOff = new LinkedHashSet<>();
  private int hired;
  private volatile boolean draining;
  private volatile boolean stopped;

  /**
   * A crew that is yet to start.
   *
   * @param node how people tell this node from others
   */
  public Workers(
      Jobs jobs,
      JobUpkeep upkeep,
      JobNews news,
      Workshop workshop,
      JobSettings settings,
      String node,
      Clock clock) {
    this.jobs = jobs;
    this.upkeep = upkeep;
    this.news = news;
    this.workshop = workshop;
    this.settings = settings;
    this.node = node;
    this.clock = clock;
    news.onEnd(this::stopRunOf);
  }

  public synchronized void start() {
    while (present.size() < settings.workers()) {
      hire();
    }
  }

  /** How many paintings run on this node, without those that hang. */
  public int busy() {
    return runs().size();
  }

  /** How many workers are lost to paintings that hang. */
  public synchronized int hung() {
    return writtenOff.size();
  }

  /** Whether this node paints, or never was to. */
  public synchronized boolean ready() {
    return settings.workers() == 0 || !present.isEmpty();
  }

  /** From now on takes no more jobs but those for which synchronous calls wait. */
  public void drain() {
    draining = true;
  }

  /**
   * Takes no more jobs, lets the paintings that run go on until the deadline, and then queues their
   * jobs again for others.
   */
  public void stop(Instant deadline) {
    draining = true;
    stopped = true;
    news.wakeAll();
    while (!runs().isEmpty() && clock.instant().isBefore(deadline)) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    for (Run run : runs()) {
      run.stop(clock.instant());
      if (upkeep.giveBack(run.job())) {
        LOG.info("job {} is queued again: the server stops", run.job().id());
      }
    }
  }

  synchronized List<Run> runs() {
    return present.stream().map(Worker::painting).flatMap(Optional::stream).toList();
  }

  boolean takesOnlyWaitedFor() {
    return draining;
  }

  /** Whether the worker is to go on; asked by it before every job. */
  synchronized boolean wants(Worker worker) {
    if (stopped) {
      return false;
    }
    if (writtenOff.remove(worker)) {
      LOG.warn("a painting that hung has ended");
      if (present.size() >= settings.workers()) {
        return false;
      }
      present.add(worker);
    }
    return true;
  }

  /** Writes off the worker that paints this, and replaces it while that is allowed. */
  synchronized void writeOff(Run run) {
    List<Worker> hanging = new ArrayList<>();
    for (Worker worker : present) {
      if (worker.painting().filter(run::equals).isPresent()) {
        hanging.add(worker);
      }
    }
    for (Worker worker : hanging) {
      LOG.error("job {} does not stop: its worker is written off", run.job().id());
      present.remove(worker);
      writtenOff.add(worker);
      worker.interrupt();
      if (!stopped && writtenOff.size() <= settings.hung()) {
        hire();
      }
    }
  }

  private void hire() {
    hired++;
    String name = "painter-" + hired;
    Worker worker = new Worker(node + "/" + name, this, jobs, news, workshop, clock);
    present.add(worker);
    Thread _ = Thread.ofPlatform().name(name).daemon(true).start(worker);
  }

  private void stopRunOf(Job ended) {
    Stream<Run> concerned =
        runs().stream()
            .filter(run -> run.job().id().equals(ended.id()))
            .filter(run -> run.job().attempt() == ended.attempt());
    concerned.forEach(run -> run.stop(clock.instant()));
  }
}

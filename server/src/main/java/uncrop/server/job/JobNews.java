package uncrop.server.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wakes whoever waits on this node for work or for news of a job, as soon as this node knows of
 * any. What happens on other nodes is found by looking into the database now and then.
 */
public final class JobNews {
  private final ConcurrentHashMap<String, Set<Ear>> ears = new ConcurrentHashMap<>();
  private final List<Consumer<Job>> watchers = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private long queued;

  /** Hears of one job, until it is closed. */
  public final class Ear implements AutoCloseable {
    private final String jobId;
    private final boolean everyStep;
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable Job end;

    private Ear(String jobId, boolean everyStep) {
      this.jobId = jobId;
      this.everyStep = everyStep;
    }

    /** The job as this node ended it, if it did: then nobody needs to ask the database. */
    public Optional<Job> end() {
      return Optional.ofNullable(end);
    }

    /**
     * Waits for news.
     *
     * @return whether there was any, also before the call
     */
    public boolean await(Duration atMost) throws InterruptedException {
      boolean heard = news.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
      news.drainPermits();
      return heard;
    }

    @Override
    public void close() {
      ears.computeIfPresent(
          jobId,
          (id, others) -> {
            others.remove(this);
            return others.isEmpty() ? null : others;
          });
    }
  }

  /** From now on hears of the job whatever there is to hear. */
  public Ear listen(String jobId) {
    return listen(jobId, true);
  }

  /** From now on hears of the job what may be its end, and of no steps on the way there. */
  public Ear listenForEnd(String jobId) {
    return listen(jobId, false);
  }

  private Ear listen(String jobId, boolean everyStep) {
    Ear ear = new Ear(jobId, everyStep);
    ears.compute(
        jobId,
        (id, others) -> {
          Set<Ear> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
          all.add(ear);
          return all;
        });
    return ear;
  }

  /** Tells that a job's row has changed, after that was committed. */
  public void changed(String jobId) {
    listening(jobId).forEach(ear -> ear.news.release());
  }

  /** Tells that a job was taken up or got on, after that was committed. */
  public void advanced(String jobId) {
    listening(jobId).stream().filter(ear -> ear.everyStep).forEach(ear -> ear.news.release());
  }

  private Set<Ear> listening(String jobId) {
    return ears.getOrDefault(jobId, Set.of());
  }

  /** Tells that a job ended, after that was committed. */
  public void ended(Job job) {
    watchers.forEach(watcher -> watcher.accept(job));
    listening(job.id()).forEach(ear -> ear.end = job);
    changed(job.id());
  }

  /** From now on tells of every job that this node has ended; on the thread that did. */
  public void onEnd(Consumer<Job> watcher) {
    watchers.add(watcher);
  }

  /** The jobs that somebody on this node listens to. */
  public Set<String> listenedTo() {
    return Set.copyOf(ears.keySet());
  }

  /** Tells that a job waits for a worker, after that was committed. */
  public void queued() {
    lock.lock();
    try {
      queued++;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all who wait for work, though there may be none. */
  public void wakeAll() {
    lock.lock();
    try {
      queued++;
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A number that is another one whenever work was queued since. */
  public long queuedSoFar() {
    lock.lock();
    try {
      return queued;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until more was queued than that, but not for longer than so. */
  public void awaitWork(long seen, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      if (queued == seen) {
        boolean _ = work.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }
}

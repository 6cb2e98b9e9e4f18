package uncrop.server.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobStatus;
import uncrop.server.job.Jobs;
import uncrop.server.job.Order;
import uncrop.server.job.Result;
import uncrop.server.job.ResultPicture;
import uncrop.server.painting.Painted;
import uncrop.server.painting.Painter;
import uncrop.server.storage.Storage;
import uncrop.server.storage.StorageFailed;

/** Takes one claimed job from its files to its end. Thread-safe. */
public final class Workshop {
  /*
   * The files of a result are stored first, then the job becomes done. Who finds then that the job is
   * not its own any more deletes them; who dies in between leaves them in the job's folder, with which
   * they go. When the database is away at that moment, the end is tried again until it is back: what
   * was painted for minutes is worth that.
   */
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Jobs jobs;
  private final Storage storage;
  private final Painter painter;
  private final Clock clock;

  public Workshop(Jobs jobs, Storage storage, Painter painter, Clock clock) {
    this.jobs = jobs;
    this.storage = storage;
    this.painter = painter;
    this.clock = clock;
  }

  void paint(Run run) {
    Job job = run.job();
    try {
      Instant begun = clock.instant();
      Order order = job.order();
      Painted painted =
          painter.paint(
              order, file(job.sourceKey()), order.mask().map(mask -> file(job.maskKey())), run);
      List<ResultPicture> pictures = store(job, painted);
      Set<String> warnings = new LinkedHashSet<>(job.warnings());
      warnings.addAll(painted.warnings());
      Result result = new Result(pictures, Duration.between(begun, clock.instant()));
      if (!ended(run, () -> jobs.finish(job, result, List.copyOf(warnings)))) {
        deleteResult(job);
      }
    } catch (Cancelled e) {
      deleteResult(job);
    } catch (BadInput e) {
      fail(run, JobFault.BAD_INPUT, e.getMessage());
    } catch (StorageFailed e) {
      LOG.error("job {}: {}", job.id(), e.getMessage(), e.getCause());
      fail(run, JobFault.STORAGE_FAILED, e.getMessage());
    } catch (Throwable e) {
      // an engine out of memory too is an answer to its caller, and no reason to lose the worker
      LOG.error("job {}: painting failed", job.id(), e);
      fail(run, JobFault.ENGINE_FAILED, "painting failed; nothing that the request could change");
    }
  }

  private void fail(Run run, JobFault fault, String error) {
    boolean _ = ended(run, () -> jobs.fail(run.job(), fault, error));
    deleteResult(run.job());
  }

  /** Whether the job was ended by this run; false when it was not this run's any more. */
  private boolean ended(Run run, Supplier<Optional<Job>> end) {
    boolean again = false;
    while (true) {
      try {
        // a first try whose answer got lost may have done it
        return end.get().isPresent() || again && isDone(run.job());
      } catch (NestedRuntimeException e) {
        if (run.isStopped()) {
          return isDone(run.job());
        }
        LOG.warn(
            "the end of job {} cannot be written; trying again: {}",
            run.job().id(),
            e.getMessage());
        again = true;
        pause(run);
      }
    }
  }

  private boolean isDone(Job claimed) {
    return jobs.find(claimed.id())
        .filter(now -> now.status() == JobStatus.DONE && now.attempt() == claimed.attempt())
        .isPresent();
  }

  private void pause(Run run) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      run.stop(clock.instant());
    }
  }

  private void deleteResult(Job job) {
    try {
      storage.deleteAll(job.attemptPrefix());
    } catch (StorageFailed e) {
      LOG.warn("job {}: what is left of it goes with its folder", job.id(), e);
    }
  }

  private byte[] file(String key) {
    return storage
        .get(key)
        .orElseThrow(() -> new StorageFailed("a file is missing", new IllegalStateException(key)));
  }

  private List<ResultPicture> store(Job job, Painted painted) {
    List<ResultPicture> pictures = new ArrayList<>();
    for (byte[] file : painted.files()) {
      int n = pictures.size();
      String key = job.attemptPrefix() + n + "." + painted.format().extension();
      storage.put(key, file);
      pictures.add(
          new ResultPicture(
              key,
              painted.size().width(),
              painted.size().height(),
              painted.format(),
              file.length,
              job.seed() + n));
    }
    return pictures;
  }
}

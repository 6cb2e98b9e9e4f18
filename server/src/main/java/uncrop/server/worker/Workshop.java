package uncrop.server.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.engine.PaintListener;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.Jobs;
import uncrop.server.job.Order;
import uncrop.server.job.Result;
import uncrop.server.job.ResultPicture;
import uncrop.server.painting.Painted;
import uncrop.server.painting.Painter;
import uncrop.server.storage.Storage;
import uncrop.server.storage.StorageFailed;

/** Takes one claimed job from its files to its end. Thread-safe. */
final class Workshop {
  private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

  private final Jobs jobs;
  private final Storage storage;
  private final Painter painter;
  private final Clock clock;

  Workshop(Jobs jobs, Storage storage, Painter painter, Clock clock) {
    this.jobs = jobs;
    this.storage = storage;
    this.painter = painter;
    this.clock = clock;
  }

  void paint(Job job, PaintListener listener) {
    try {
      Instant begun = clock.instant();
      Order order = job.order();
      Painted painted =
          painter.paint(
              order, file(job.sourceKey()), order.mask().map(m -> file(job.maskKey())), listener);
      List<ResultPicture> pictures = store(job, painted);
      Set<String> warnings = new LinkedHashSet<>(job.warnings());
      warnings.addAll(painted.warnings());
      Result result = new Result(pictures, Duration.between(begun, clock.instant()));
      if (jobs.finish(job, result, List.copyOf(warnings)).isEmpty()) {
        storage.deleteAll(job.attemptPrefix());
      }
    } catch (Cancelled e) {
      LOG.debug("job {} was stopped", job.id());
    } catch (BadInput e) {
      fail(job, JobFault.BAD_INPUT, e.getMessage());
    } catch (StorageFailed e) {
      LOG.error("job {}: {}", job.id(), e.getMessage(), e.getCause());
      fail(job, JobFault.STORAGE_FAILED, e.getMessage());
    } catch (Throwable e) {
      // an engine out of memory too is an answer to its caller, and no reason to lose the worker
      LOG.error("job {}: painting failed", job.id(), e);
      fail(job, JobFault.ENGINE_FAILED, "painting failed; nothing that the request could change");
    }
  }

  private void fail(Job job, JobFault fault, String error) {
    storage.deleteAll(job.attemptPrefix());
    Optional<Job> _ = jobs.fail(job, fault, error);
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

package uncrop.server.worker;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.server.job.Job;
import uncrop.server.job.JobUpkeep;
import uncrop.server.settings.JobSettings;
import uncrop.server.storage.Storage;

/** Deletes the files of jobs that ended long ago, and files that belong to no job. */
final class Sweeper {
  /*
   * A job is marked as swept before its files are deleted, so that nobody takes it up again in
   * between. What a process that dies in between leaves behind belongs to no job, as do the files of
   * a submission whose job was never queued.
   */
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private static final int AT_ONCE = 100;

  private final JobUpkeep upkeep;
  private final Storage storage;
  private final JobSettings settings;
  private final Clock clock;

  Sweeper(JobUpkeep upkeep, Storage storage, JobSettings settings, Clock clock) {
    this.upkeep = upkeep;
    this.storage = storage;
    this.settings = settings;
    this.clock = clock;
  }

  /** Deletes the files of jobs that are kept no longer, and the rows of those long over. */
  void sweep() {
    Instant now = clock.instant();
    List<String> swept;
    do {
      swept = upkeep.sweep(now.minus(settings.keep()), AT_ONCE, now);
      swept.forEach(id -> storage.deleteAll(Job.folder(id)));
    } while (swept.size() == AT_ONCE);
    int forgotten = upkeep.forget(now.minus(settings.forget()));
    if (forgotten > 0) {
      LOG.info("{} jobs that ended long ago are forgotten", forgotten);
    }
  }

  /** Deletes files that belong to no job, but for those that may yet come to belong to one. */
  void sweepOrphans() {
    Instant before = clock.instant().minus(settings.orphans());
    List<String> old = new ArrayList<>();
    storage.forEachJob(stored -> {
      if (stored.newest().isBefore(before)) {
        old.add(stored.jobId());
      }
      if (old.size() == AT_ONCE) {
        deleteOrphans(old);
        old.clear();
      }
    });
    deleteOrphans(old);
  }

  private void deleteOrphans(List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Set<String> wanted = upkeep.withFiles(ids);
    for (String id : ids) {
      if (!wanted.contains(id)) {
        storage.deleteAll(Job.folder(id));
        LOG.info("the files of job {} are deleted: there is no such job any more", id);
      }
    }
  }
}

package uncrop.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.embedded.Engines;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.models.Catalogue;
import uncrop.models.ModelStore;
import uncrop.outpaint.Devices;
import uncrop.outpaint.Installation;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.server.Poll;
import uncrop.server.TestPicture;
import uncrop.server.account.Account;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobUpkeep;
import uncrop.server.job.Jobs;
import uncrop.server.job.NewJob;
import uncrop.server.job.SetClock;
import uncrop.server.job.TestOrders;
import uncrop.server.painting.Painter;
import uncrop.server.painting.Painters;
import uncrop.server.painting.StageTimes;
import uncrop.server.settings.JobSettings;
import uncrop.server.storage.FolderStorage;
import uncrop.style.UserFolders;

/** What becomes of workers whose engines never ask whether they are to stop. */
@Timeout(60)
class HungWorkersTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path data;

  /** Hangs in each painting until it is let go. */
  private static final class Hanging implements Engine {
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore letGo = new Semaphore(0);

    @Override
    public String name() {
      return "pad";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of();
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      begun.release();
      letGo.acquireUninterruptibly();
      return scene.canvas().copy();
    }
  }

  @Test
  void they_are_replaced_so_often_then_the_node_is_not_ready_until_one_returns() {
    Hanging engine = new Hanging();
    SetClock clock = new SetClock();
    JobSettings settings = TestSettings.workers(1, 2);
    FolderStorage storage = new FolderStorage(data.resolve("pictures"));
    try (Database database = Database.in(data)) {
      JobNews news = new JobNews();
      Jobs jobs = new Jobs(database, new Ledger(database, clock), List.of(), news, clock);
      JobUpkeep upkeep = new JobUpkeep(database);
      Engines engines = new Engines(List.of(new Engines.Entry(engine, "for a test")));
      PictureReader reader = new PictureReader(PictureLimits.DEFAULT);
      Painter painter = new Painter(painters(engines), reader, StageTimes.UNTOLD);
      Workshop workshop = new Workshop(jobs, storage, painter, Clock.systemUTC());
      Workers workers = new Workers(jobs, upkeep, news, workshop, settings, "node", clock);
      Watch watch = new Watch(workers, jobs, upkeep, news, new Previews(storage), settings, clock);
      workers.start();
      for (int hung = 1; hung <= 3; hung++) {
        assertThat(workers.ready()).as("with %d hung", hung - 1).isTrue();
        Job job = queue(jobs, storage);
        news.queued();
        engine.begun.acquireUninterruptibly();
        clock.forward(settings.limit().plusSeconds(1));
        watch.look();
        assertThat(jobs.find(job.id()).orElseThrow().fault()).contains(JobFault.TIMED_OUT);
        assertThat(workers.hung()).isEqualTo(hung - 1);
        clock.forward(settings.notice().plusSeconds(1));
        watch.look();
        assertThat(workers.hung()).isEqualTo(hung);
      }
      assertThat(workers.ready()).isFalse();
      engine.letGo.release();
      Poll.until(LONG, workers::ready);
      assertThat(workers.hung()).isEqualTo(2);
      engine.letGo.release(9);
      Poll.until(LONG, () -> workers.hung() == 0);
      Job last = queue(jobs, storage);
      news.queued();
      Poll.until(LONG, () -> jobs.find(last.id()).orElseThrow().result().isPresent());
      workers.stop(clock.instant());
    }
  }

  private static Job queue(Jobs jobs, FolderStorage storage) {
    NewJob job = TestOrders.job(Account.LOCAL, 0, 0, Optional.empty());
    storage.put(Job.folder(job.id()) + "source", TestPicture.png(7, 5));
    return jobs.insert(job);
  }

  private Painters painters(Engines engines) {
    ModelStore none = new ModelStore(data.resolve("models"), Clock.systemUTC());
    Installation installation =
        new Installation(
            none,
            UserFolders.in(data),
            Catalogue::builtIn,
            Devices.BEST,
            OptionalLong.of(1L << 20));
    return new Painters(installation.open(engines, card -> true, Clock.systemUTC()), "", true);
  }
}

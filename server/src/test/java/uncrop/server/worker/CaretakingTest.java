package uncrop.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.job.TestOrders.job;
import static uncrop.server.job.TestOrders.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.server.account.Account;
import uncrop.server.credit.Balance;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobNews;
import uncrop.server.job.JobStatus;
import uncrop.server.job.JobUpkeep;
import uncrop.server.job.Jobs;
import uncrop.server.job.SetClock;
import uncrop.server.settings.JobSettings;
import uncrop.server.storage.FolderStorage;

/** What is found and done again and again, on a clock that is put forward by hand. */
class CaretakingTest {
  @TempDir Path data;

  private final SetClock clock = new SetClock();
  private final JobNews news = new JobNews();
  private final JobSettings settings = TestSettings.workers(1, 1);
  private Database database;
  private Ledger ledger;
  private Jobs jobs;
  private JobUpkeep upkeep;
  private FolderStorage storage;

  @BeforeEach
  void open() {
    database = Database.in(data);
    ledger = new Ledger(database, clock);
    jobs = new Jobs(database, ledger, List.of(), news, clock);
    upkeep = new JobUpkeep(database);
    storage = new FolderStorage(data.resolve("pictures"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Reaper reaper() {
    return new Reaper(jobs, upkeep, news, settings, clock);
  }

  private Job read(Job job) {
    return jobs.find(job.id()).orElseThrow();
  }

  @Test
  void a_dead_workers_job_runs_again_within_thirty_seconds_and_is_given_up_after_two_deaths() {
    ledger.grant(Account.LOCAL, 8, "test");
    Job job = jobs.insert(job(Account.LOCAL, 0, 8, Optional.empty()));
    Reaper reaper = reaper();
    for (int death = 1; death <= 2; death++) {
      assertThat(jobs.claim("doomed", false)).isPresent();
      for (int seconds = 0; seconds < 30; seconds += 5) {
        reaper.reap();
        clock.forward(Duration.ofSeconds(5));
      }
      JobStatus expected = death == 1 ? JobStatus.QUEUED : JobStatus.FAILED;
      assertThat(read(job).status()).isEqualTo(expected);
    }
    assertThat(read(job).fault()).contains(JobFault.WORKER_LOST);
    assertThat(read(job).error().orElseThrow()).contains("twice");
    assertThat(ledger.balance(Account.LOCAL)).isEqualTo(new Balance(8, 0));
  }

  @Test
  void nobody_is_declared_dead_who_had_no_chance_to_say_that_he_lives() {
    Job job = jobs.insert(job(Account.LOCAL));
    Job running = jobs.claim("living", false).orElseThrow();
    clock.forward(settings.dead().multipliedBy(9));
    Reaper reaper = reaper();
    reaper.reap();
    clock.forward(settings.heartbeat());
    reaper.reap();
    assertThat(read(job).status()).as("this process has just begun").isEqualTo(JobStatus.RUNNING);
    assertThat(upkeep.beat(running, 0.5, "painting", clock.instant())).isTrue();
    clock.forward(settings.heartbeat());
    reaper.reap();
    assertThat(read(job).status()).isEqualTo(JobStatus.RUNNING);
  }

  @Test
  void who_waited_too_long_is_given_up_unpaid() {
    ledger.grant(Account.LOCAL, 8, "test");
    Job job = jobs.insert(job(Account.LOCAL, 0, 8, Optional.of(clock.instant().plusSeconds(120))));
    clock.forward(Duration.ofSeconds(121));
    reaper().reap();
    assertThat(read(job).fault()).contains(JobFault.TIMED_OUT);
    assertThat(ledger.balance(Account.LOCAL)).isEqualTo(new Balance(8, 0));
  }

  private Job done() {
    jobs.insert(job(Account.LOCAL));
    Job running = jobs.claim("test", false).orElseThrow();
    storage.put(running.sourceKey(), new byte[9]);
    storage.put(running.attemptPrefix() + "0.png", new byte[9]);
    return jobs.finish(running, result(running), List.of()).orElseThrow();
  }

  @Test
  void files_go_after_their_time_and_rows_after_theirs() {
    Sweeper sweeper = new Sweeper(upkeep, storage, settings, clock);
    List<Job> old = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      old.add(done());
    }
    clock.forward(Duration.ofHours(23));
    Job young = done();
    clock.forward(Duration.ofHours(2));
    sweeper.sweep();
    for (Job job : old) {
      assertThat(storage.get(job.sourceKey())).isEmpty();
      assertThat(data.resolve("pictures").resolve(Job.folder(job.id()))).doesNotExist();
    }
    assertThat(read(old.getFirst()).swept()).isTrue();
    assertThat(storage.get(young.sourceKey())).isPresent();
    clock.forward(Duration.ofDays(29));
    sweeper.sweep();
    assertThat(jobs.find(old.getFirst().id())).isEmpty();
    assertThat(jobs.find(young.id())).isPresent();
  }

  @Test
  void files_of_no_job_go_once_they_are_old_and_those_of_jobs_stay() throws Exception {
    Job wanted = done();
    storage.put(Job.folder("old-orphan") + "source", new byte[9]);
    storage.put(Job.folder("young-orphan") + "source", new byte[9]);
    for (String id : List.of("old-orphan", wanted.id())) {
      age(data.resolve("pictures").resolve(Job.folder(id)));
    }
    new Sweeper(upkeep, storage, settings, clock).sweepOrphans();
    assertThat(storage.get(Job.folder("old-orphan") + "source")).isEmpty();
    assertThat(storage.get(Job.folder("young-orphan") + "source")).isPresent();
    assertThat(storage.get(wanted.sourceKey())).isPresent();
  }

  /** The clock of the test stands in the past, so that what is written now counts as young. */
  private void age(Path folder) throws Exception {
    FileTime longAgo = FileTime.from(clock.instant().minus(Duration.ofHours(2)));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, longAgo);
      }
    }
    Files.setLastModifiedTime(folder, longAgo);
  }
}

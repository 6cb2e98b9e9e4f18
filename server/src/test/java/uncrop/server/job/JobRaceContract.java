package uncrop.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.job.TestOrders.job;
import static uncrop.server.job.TestOrders.result;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uncrop.server.account.Accounts;
import uncrop.server.credit.Balance;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;

/** What many workers who race for the same jobs make of them, on every database. */
@Timeout(120)
abstract class JobRaceContract {
  private static final int WORKERS = 8;
  private static final int JOBS = 150;
  private static final int PRICE = 3;

  private final SetClock clock = new SetClock();
  private Ledger ledger;
  private JobUpkeep upkeep;

  /** A database in which tables are and rows may be. */
  abstract Database database();

  @BeforeEach
  void start_without_jobs() {
    database().jdbc().sql("DELETE FROM job").update();
    ledger = new Ledger(database(), clock);
    upkeep = new JobUpkeep(database());
  }

  /** A node of its own: nothing but the database joins it to the others. */
  private Jobs node(ConcurrentLinkedQueue<String> ends) {
    EndListener counting = job -> ends.add(job.id());
    return new Jobs(database(), ledger, List.of(counting), new JobNews(), clock);
  }

  @Test
  void every_attempt_has_one_worker_and_every_job_one_end() throws Exception {
    long seed = new SecureRandom().nextLong();
    String account =
        new Accounts(database(), clock, new SecureRandom())
            .create(UUID.randomUUID().toString())
            .id();
    ledger.grant(account, (long) JOBS * PRICE, "test");
    ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> attempts = new ConcurrentLinkedQueue<>();
    Jobs intake = node(ends);
    for (int i = 0; i < JOBS; i++) {
      intake.insert(job(account, 0, PRICE, Optional.empty()));
    }
    List<Future<?>> work = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (int i = 0; i < WORKERS; i++) {
        SplittableRandom random = new SplittableRandom(seed + i);
        Jobs node = node(ends);
        work.add(workers.submit(() -> workThrough(node, random, attempts)));
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
    Set<String> different = new HashSet<>(attempts);
    assertThat(attempts).as("seed " + seed).hasSameSizeAs(different);
    assertThat(ends).as("seed " + seed).doesNotHaveDuplicates().hasSize(JOBS);
    int done =
        database()
            .jdbc()
            .sql("SELECT count(*) FROM job WHERE status = 'done'")
            .query(Integer.class)
            .single();
    assertThat(ledger.balance(account))
        .as("seed " + seed)
        .isEqualTo(new Balance((long) (JOBS - done) * PRICE, 0));
  }

  /** Ends what it claims in every way there is, and lets others interfere, until none is left. */
  private void workThrough(
      Jobs node, SplittableRandom random, ConcurrentLinkedQueue<String> attempts) {
    Optional<Job> claimed = node.claim("node", false);
    while (claimed.isPresent()) {
      Job job = claimed.get();
      attempts.add(job.id() + " " + job.attempt());
      switch (random.nextInt(6)) {
        case 0 -> node.fail(job, JobFault.ENGINE_FAILED, "broke");
        case 1 -> upkeep.giveBack(job);
        case 2 -> {
          // cancelled by its owner while two workers believe that they have it
          upkeep.giveBack(job);
          node.giveUp(job.id(), JobFault.CANCELLED, "stop");
          node.finish(job, result(job), List.of());
        }
        default -> {
          node.finish(job, result(job), List.of());
          node.finish(job, result(job), List.of());
        }
      }
      claimed = node.claim("node", false);
    }
  }
}

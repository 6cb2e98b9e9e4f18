package uncrop.server.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import uncrop.server.account.Accounts;
import uncrop.server.database.Database;

/** Many who spend the same credits at once, on every database. */
abstract class LedgerRaceContract {
  private static final int THREADS = 8;

  private Ledger ledger;
  private String account;

  abstract Database database();

  @BeforeEach
  void open_an_account() {
    Clock clock = Clock.systemUTC();
    ledger = new Ledger(database(), clock);
    account =
        new Accounts(database(), clock, new SecureRandom())
            .create(UUID.randomUUID().toString())
            .id();
  }

  @RepeatedTest(10)
  void of_eight_who_race_for_the_last_credit_one_gets_it() throws Exception {
    ledger.grant(account, 1, "");
    List<Callable<Boolean>> racers = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    for (int racer = 0; racer < THREADS; racer++) {
      String job = account + "/" + racer;
      racers.add(() -> {
        start.await();
        try {
          ledger.reserve(account, job, 1, 1);
          return true;
        } catch (CreditsShort tooLate) {
          return false;
        }
      });
    }
    assertThat(outcomes(racers)).containsOnlyOnce(true);
    assertThat(ledger.balance(account)).isEqualTo(new Balance(0, 1));
  }

  @RepeatedTest(5)
  void of_eight_who_settle_one_reservation_one_does() throws Exception {
    ledger.grant(account, 5, "");
    ledger.reserve(account, account, 1, 5);
    List<Callable<Boolean>> racers = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    for (int racer = 0; racer < THREADS; racer++) {
      boolean captures = racer % 2 == 0;
      racers.add(() -> {
        start.await();
        try {
          if (captures) {
            ledger.capture(account, account, 1);
          } else {
            ledger.release(account, account, 1);
          }
          return true;
        } catch (DataAccessException e) {
          requireSettled(e);
          return false;
        }
      });
    }
    assertThat(outcomes(racers)).containsOnlyOnce(true);
    assertThat(ledger.balance(account).reserved()).isZero();
    assertThat(ledger.balance(account).available()).isIn(0L, 5L);
    assertThat(ledger.unbalanced()).isEmpty();
  }

  static LongStream seeds() {
    return new Random().longs(4);
  }

  /** Grants, withdrawals, and jobs that are paid, fail, or are settled twice; some roll back. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_happens_at_once_the_sums_are_those_of_the_entries(long seed) throws Exception {
    ledger.grant(account, 50, "start");
    AtomicInteger negative = new AtomicInteger();
    List<Callable<Boolean>> spenders =
        IntStream.range(0, THREADS)
            .<Callable<Boolean>>mapToObj(thread ->
                () -> {
                  Random random = new Random(seed + thread);
                  for (int step = 0; step < 25; step++) {
                    spend(random, account + "/" + seed + "/" + thread + "/" + step);
                    Balance seen = ledger.balance(account);
                    if (seen.available() < 0 || seen.reserved() < 0) {
                      negative.incrementAndGet();
                    }
                  }
                  return true;
                })
            .toList();
    outcomes(spenders);
    assertThat(negative).as("seed %d", seed).hasValue(0);
    assertThat(ledger.unbalanced()).as("seed %d", seed).isEmpty();
    List<LedgerEntry> entries = ledger.entries(account, OptionalLong.empty(), 10_000);
    long available = 0;
    long reserved = 0;
    for (LedgerEntry entry : entries.reversed()) {
      available += entry.available();
      reserved += entry.reserved();
      assertThat(available).as("seed %d after entry %d", seed, entry.id()).isNotNegative();
      assertThat(reserved).as("seed %d after entry %d", seed, entry.id()).isNotNegative();
    }
    assertThat(ledger.balance(account)).isEqualTo(new Balance(available, reserved));
    assertThat(entries)
        .as("seed %d", seed)
        .extracting(LedgerEntry::kind)
        .contains(LedgerEntry.Kind.CAPTURE);
  }

  private void spend(Random random, String job) {
    try {
      switch (random.nextInt(6)) {
        case 0 -> ledger.grant(account, 1 + random.nextInt(10), "");
        case 1 -> ledger.grant(account, -1 - random.nextInt(10), "");
        case 2 -> {
          ledger.reserve(account, job, 1, 1 + random.nextInt(10));
          ledger.release(account, job, 1);
        }
        case 3 ->
            database()
                .transactions()
                .run(() -> {
                  ledger.reserve(account, job, 1, 1 + random.nextInt(10));
                  throw new RolledBack();
                });
        default -> {
          ledger.reserve(account, job, 1, 1 + random.nextInt(10));
          ledger.capture(account, job, 1);
          ledger.release(account, job, 1);
        }
      }
    } catch (CreditsShort | RolledBack refused) {
      // as it should be; what counts is what is left
    } catch (DataAccessException e) {
      requireSettled(e);
    }
  }

  /** Nothing else may fail: no deadlock, no database that is busy. */
  private static void requireSettled(DataAccessException failure) {
    assertThat(failure).hasMessageMatching("(?is).*unique.*");
  }

  private static List<Boolean> outcomes(List<Callable<Boolean>> tasks) throws Exception {
    List<Boolean> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<Boolean> task : threads.invokeAll(tasks)) {
        outcomes.add(task.get());
      }
    }
    return outcomes;
  }

  private static final class RolledBack extends RuntimeException {}
}

package uncrop.server.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import uncrop.server.account.Accounts;
import uncrop.server.credit.Balance;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;

/** What is remembered of requests, on every database. */
abstract class IdempotencyStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final IdempotencyKey KEY = new IdempotencyKey("key", "print");
  private static final IdempotencyKey OTHER_BODY = new IdempotencyKey("key", "other print");

  private final IdempotencyStore store = at(NOON);
  private String account;

  abstract Database database();

  @BeforeEach
  void open_an_account() {
    account = account();
  }

  private IdempotencyStore at(Instant now) {
    return new IdempotencyStore(database(), Clock.fixed(now, ZoneOffset.UTC), DAY);
  }

  private String account() {
    return new Accounts(database(), Clock.systemUTC(), new SecureRandom())
        .create(UUID.randomUUID().toString())
        .id();
  }

  @Test
  void a_key_that_nobody_sent_is_free() {
    assertThat(store.jobOf(account, KEY)).isEmpty();
    assertThat(store.answerTo(account, KEY)).isEmpty();
  }

  @Test
  void the_same_request_finds_its_job() {
    assertThat(store.claim(account, KEY, "job")).isTrue();
    assertThat(store.jobOf(account, KEY)).contains("job");
    assertThat(store.claim(account, KEY, "second job")).isFalse();
    assertThat(store.jobOf(account, KEY)).contains("job");
  }

  @Test
  void another_request_with_the_key_is_a_conflict() {
    store.claim(account, KEY, "job");
    assertThatThrownBy(() -> store.jobOf(account, OTHER_BODY))
        .isInstanceOf(IdempotencyConflict.class)
        .hasMessageContaining("Idempotency-Key key");
    assertThatThrownBy(() -> store.answerTo(account, OTHER_BODY))
        .isInstanceOf(IdempotencyConflict.class);
  }

  @Test
  void accounts_do_not_share_keys() {
    String other = account();
    store.claim(account, KEY, "job");
    assertThat(store.jobOf(other, OTHER_BODY)).isEmpty();
    assertThat(store.claim(other, OTHER_BODY, "other job")).isTrue();
    assertThat(store.jobOf(account, KEY)).contains("job");
  }

  @Test
  void a_claim_that_is_rolled_back_was_none() {
    assertThatThrownBy(() ->
            database()
                .transactions()
                .run(() -> {
                  store.claim(account, KEY, "job");
                  throw new IllegalStateException("the queue is full");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.jobOf(account, KEY)).isEmpty();
    assertThat(store.claim(account, KEY, "job")).isTrue();
  }

  @Test
  void after_a_day_a_key_is_forgotten_swept_or_not() {
    store.claim(account, KEY, "job");
    IdempotencyStore justBefore = at(NOON.plus(DAY).minusMillis(1));
    assertThat(justBefore.jobOf(account, KEY)).contains("job");
    assertThat(justBefore.claim(account, OTHER_BODY, "other")).isFalse();
    IdempotencyStore dayAfter = at(NOON.plus(DAY));
    assertThat(dayAfter.jobOf(account, OTHER_BODY)).isEmpty();
    assertThat(dayAfter.claim(account, OTHER_BODY, "other")).isTrue();
    assertThat(dayAfter.jobOf(account, OTHER_BODY)).contains("other");
  }

  @Test
  void what_is_old_is_swept_and_nothing_else() {
    at(Instant.EPOCH.plus(DAY)).forget();
    store.claim(account, KEY, "old");
    at(NOON.plusMillis(1)).claim(account, new IdempotencyKey("young", "print"), "young");
    at(NOON.plus(DAY).minusMillis(1)).forget();
    assertThat(rows()).isEqualTo(2);
    assertThat(at(NOON.plus(DAY)).forget()).isPositive();
    assertThat(rows()).isEqualTo(1);
  }

  private int rows() {
    return database()
        .jdbc()
        .sql("SELECT count(*) FROM idempotency WHERE account_id = :account")
        .param("account", account)
        .query(Integer.class)
        .single();
  }

  @RepeatedTest(5)
  void of_eight_equal_requests_at_once_one_is_carried_out_and_all_get_its_answer()
      throws Exception {
    Clock clock = Clock.systemUTC();
    Ledger ledger = new Ledger(database(), clock);
    IdempotencyStore today = new IdempotencyStore(database(), clock, DAY);
    Once once = new Once(database().transactions(), today);
    AtomicInteger work = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(8);
    Callable<String> request =
        () -> {
          start.await();
          return once.run(
              account,
              Optional.of(KEY),
              () -> {
                work.incrementAndGet();
                return Once.Answer.always("entry " + ledger.grant(account, 5, ""));
              });
        };
    List<String> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<String> answer : threads.invokeAll(Collections.nCopies(8, request))) {
        answers.add(answer.get());
      }
    }
    assertThat(work).hasPositiveValue();
    assertThat(answers).hasSize(8).containsOnly(answers.getFirst());
    assertThat(ledger.balance(account)).isEqualTo(new Balance(5, 0));
  }

  @Test
  void a_secret_is_answered_once_and_not_kept() {
    Once once = new Once(database().transactions(), store);
    Once.Answer answer = new Once.Answer("the key is 123", "the key was shown");
    assertThat(once.run(account, Optional.of(KEY), () -> answer)).isEqualTo("the key is 123");
    assertThat(once.run(account, Optional.of(KEY), () -> answer)).isEqualTo("the key was shown");
    assertThatThrownBy(() -> once.run(account, Optional.of(OTHER_BODY), () -> answer))
        .isInstanceOf(IdempotencyConflict.class);
  }

  @Test
  void work_that_fails_may_be_tried_again() {
    Once once = new Once(database().transactions(), store);
    assertThatThrownBy(() ->
            once.run(
                account,
                Optional.of(KEY),
                () -> {
                  throw new IllegalStateException("no");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(once.run(account, Optional.of(KEY), () -> Once.Answer.always("done")))
        .isEqualTo("done");
  }

  @Test
  void without_a_key_work_is_done_every_time() {
    Once once = new Once(database().transactions(), store);
    AtomicInteger work = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      once.run(account, Optional.empty(), () -> Once.Answer.always("" + work.incrementAndGet()));
    }
    assertThat(work).hasValue(2);
  }
}

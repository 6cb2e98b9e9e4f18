package uncrop.server.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.EmptyResultDataAccessException;
import uncrop.fault.BadInput;
import uncrop.server.account.Accounts;
import uncrop.server.database.Database;

/** What the ledger does on every database, by itself and against whoever types SQL by hand. */
abstract class LedgerContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  private Ledger ledger;
  private String account;

  /** A database in which tables are and rows may be. */
  abstract Database database();

  @BeforeEach
  void open_an_account() {
    ledger = new Ledger(database(), CLOCK);
    account = account();
  }

  private String account() {
    return new Accounts(database(), CLOCK, new SecureRandom())
        .create(UUID.randomUUID().toString())
        .id();
  }

  /** Job ids are unique in a database, which several tests share. */
  private String job(String name) {
    return name + " of " + account;
  }

  private void assertBalance(long available, long reserved) {
    assertThat(ledger.balance(account)).isEqualTo(new Balance(available, reserved));
  }

  @Test
  void a_new_account_has_nothing() {
    assertBalance(0, 0);
    assertThat(ledger.entries(account, OptionalLong.empty(), 10)).isEmpty();
  }

  @Test
  void what_a_job_costs_is_set_aside_and_then_taken() {
    ledger.grant(account, 20, "welcome");
    ledger.reserve(account, job("job"), 1, 8);
    assertBalance(12, 8);
    ledger.capture(account, job("job"), 1);
    assertBalance(12, 0);
  }

  @Test
  void what_a_failed_job_would_have_cost_comes_back() {
    ledger.grant(account, 20, "");
    ledger.reserve(account, job("failed"), 1, 20);
    assertBalance(0, 20);
    ledger.release(account, job("failed"), 1);
    assertBalance(20, 0);
  }

  @Test
  void a_job_that_is_taken_up_anew_is_paid_for_anew() {
    ledger.grant(account, 10, "");
    ledger.reserve(account, job("again"), 1, 4);
    ledger.release(account, job("again"), 1);
    ledger.reserve(account, job("again"), 2, 4);
    ledger.capture(account, job("again"), 2);
    assertBalance(6, 0);
  }

  @Test
  void what_is_free_leaves_no_entry() {
    ledger.reserve(account, job("free"), 1, 0);
    ledger.capture(account, job("free"), 1);
    ledger.release(account, job("free"), 1);
    assertThat(ledger.entries(account, OptionalLong.empty(), 10)).isEmpty();
  }

  @Test
  void more_than_is_available_cannot_be_reserved_or_withdrawn() {
    ledger.grant(account, 7, "");
    ledger.reserve(account, job("first"), 1, 4);
    assertThatThrownBy(() -> ledger.reserve(account, job("second"), 1, 4))
        .isInstanceOf(CreditsShort.class)
        .hasMessageContainingAll("4 needed", "3 available");
    assertThatThrownBy(() -> ledger.grant(account, -4, "")).isInstanceOf(CreditsShort.class);
    assertBalance(3, 4);
    ledger.grant(account, -3, "");
    assertBalance(0, 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MIN_VALUE, Long.MAX_VALUE, Ledger.MOST + 1, -Ledger.MOST - 1})
  void an_amount_that_is_none_is_refused(long amount) {
    assertThatThrownBy(() -> ledger.grant(account, amount, ""))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("amount " + amount);
  }

  @Test
  void an_account_holds_no_more_than_can_be_counted_safely() {
    ledger.grant(account, Ledger.MOST, "");
    ledger.reserve(account, job("job"), 1, Ledger.MOST);
    assertThatThrownBy(() -> ledger.grant(account, 1, "")).isInstanceOf(BadInput.class);
    ledger.release(account, job("job"), 1);
    assertBalance(Ledger.MOST, 0);
    refusedByTheDatabase(insert("grant", Long.MAX_VALUE, 0, null, null), "a grant beyond 64 bits");
  }

  @Test
  void a_reservation_is_settled_once() {
    ledger.grant(account, 10, "");
    ledger.reserve(account, job("taken"), 1, 2);
    ledger.capture(account, job("taken"), 1);
    ledger.reserve(account, job("returned"), 1, 3);
    ledger.release(account, job("returned"), 1);
    for (String job : List.of("taken", "returned")) {
      assertRefused(() -> ledger.capture(account, job(job), 1));
      assertRefused(() -> ledger.release(account, job(job), 1));
      assertRefused(() -> ledger.reserve(account, job(job), 1, 1));
    }
    assertBalance(8, 0);
  }

  @Test
  void nobody_else_can_settle_a_reservation() {
    ledger.grant(account, 10, "");
    ledger.reserve(account, job("mine"), 1, 2);
    String other = account();
    ledger.release(other, job("mine"), 1);
    assertThat(ledger.balance(other)).isEqualTo(new Balance(0, 0));
    refusedByTheDatabase(
        "INSERT INTO ledger_entry"
            + " (account_id, kind, available, reserved, job_id, round, created_at)"
            + " VALUES ('"
            + other
            + "', 'release', 2, -2, '"
            + job("mine")
            + "', 1, 0)",
        "a release to somebody else");
    assertBalance(8, 2);
  }

  @Test
  void an_account_that_is_none_has_no_credits() {
    assertThatThrownBy(() -> ledger.grant("nobody", 1, ""))
        .isInstanceOf(EmptyResultDataAccessException.class);
    assertThatThrownBy(() -> ledger.balance("nobody"))
        .isInstanceOf(EmptyResultDataAccessException.class);
  }

  @Test
  void a_transaction_that_fails_leaves_no_credit_aside() {
    ledger.grant(account, 10, "");
    assertThatThrownBy(() ->
            database()
                .transactions()
                .run(() -> {
                  ledger.reserve(account, job("lost"), 1, 5);
                  throw new IllegalStateException("the job could not be stored");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertBalance(10, 0);
    assertThat(ledger.entries(account, OptionalLong.empty(), 10)).hasSize(1);
  }

  @Test
  void entries_are_read_from_the_newest_page_by_page() {
    for (int i = 1; i <= 5; i++) {
      ledger.grant(account, i, "number " + i);
    }
    List<LedgerEntry> newest = ledger.entries(account, OptionalLong.empty(), 2);
    assertThat(newest).extracting(LedgerEntry::note).containsExactly("number 5", "number 4");
    assertThat(newest.getFirst().created()).isEqualTo(NOON);
    List<LedgerEntry> older = ledger.entries(account, OptionalLong.of(newest.getLast().id()), 100);
    assertThat(older)
        .extracting(LedgerEntry::note)
        .containsExactly("number 3", "number 2", "number 1");
    ledger.reserve(account, job("job"), 3, 6);
    LedgerEntry reserved = ledger.entries(account, OptionalLong.empty(), 1).getFirst();
    assertThat(reserved.jobId()).contains(job("job"));
    assertThat(reserved.round()).contains(3);
    assertThat(reserved.available()).isEqualTo(-6);
    assertThat(reserved.reserved()).isEqualTo(6);
  }

  @Test
  void the_database_refuses_what_no_method_would_do() {
    ledger.grant(account, 10, "");
    ledger.reserve(account, job("open"), 1, 4);
    ledger.reserve(account, job("taken"), 1, 3);
    ledger.capture(account, job("taken"), 1);
    refusedByTheDatabase(insert("capture", 0, -3, "taken", 1), "a second capture");
    refusedByTheDatabase(insert("release", 3, -3, "taken", 1), "a release after a capture");
    refusedByTheDatabase(insert("capture", 0, -5, "open", 1), "a capture of more");
    refusedByTheDatabase(insert("capture", 0, -3, "open", 1), "a capture of less");
    refusedByTheDatabase(insert("capture", 0, -4, "open", 2), "a capture of another round");
    refusedByTheDatabase(insert("capture", 0, -4, "unknown", 1), "a capture of nothing");
    refusedByTheDatabase(insert("release", 5, -4, "open", 1), "a release of more");
    refusedByTheDatabase(insert("reserve", -1, 1, "open", 1), "a second reservation");
    refusedByTheDatabase(insert("reserve", -4, 4, "dear", 1), "a reservation of what is not");
    refusedByTheDatabase(insert("reserve", 0, 4, "gift", 1), "a reservation out of nothing");
    refusedByTheDatabase(insert("grant", -4, 0, null, null), "a withdrawal of what is not");
    refusedByTheDatabase(insert("grant", 0, 5, null, null), "a grant of reserved credits");
    refusedByTheDatabase(insert("gift", 5, 0, null, null), "an unknown kind");
    assertBalance(3, 4);
  }

  @Test
  void the_ledger_is_append_only() {
    ledger.grant(account, 10, "");
    refusedByTheDatabase("UPDATE ledger_entry SET available = 1000000", "an entry that changes");
    refusedByTheDatabase(
        "UPDATE ledger_entry SET note = 'nothing happened'", "a note that changes");
    refusedByTheDatabase("DELETE FROM ledger_entry", "an entry that goes away");
    refusedByTheDatabase(
        "DELETE FROM account WHERE id = '" + account + "'", "an account that leaves its entries");
    assertThat(ledger.entries(account, OptionalLong.empty(), 10)).hasSize(1);
    assertBalance(10, 0);
  }

  @Test
  void a_balance_can_not_be_set_below_nothing() {
    refusedByTheDatabase(
        "UPDATE account SET available = -1 WHERE id = '" + account + "'", "a negative balance");
    refusedByTheDatabase(
        "UPDATE account SET reserved = -1 WHERE id = '" + account + "'", "a negative reserve");
  }

  @Test
  void sums_that_somebody_meddled_with_are_found() {
    ledger.grant(account, 10, "");
    assertThat(ledger.unbalanced()).isEmpty();
    database()
        .jdbc()
        .sql("UPDATE account SET available = 11 WHERE id = :id")
        .param("id", account)
        .update();
    assertThat(ledger.unbalanced()).containsExactly(account);
    database()
        .jdbc()
        .sql("UPDATE account SET available = 10 WHERE id = :id")
        .param("id", account)
        .update();
  }

  private String insert(
      String kind, long available, long reserved, @Nullable String job, @Nullable Integer round) {
    String jobId = job == null ? "NULL" : "'" + job(job) + "'";
    return "INSERT INTO ledger_entry"
        + " (account_id, kind, available, reserved, job_id, round, created_at) VALUES ("
        + "'%s', '%s', %d, %d, %s, %s, 0)"
            .formatted(account, kind, available, reserved, jobId, round);
  }

  private void refusedByTheDatabase(String statement, String what) {
    assertThatThrownBy(() -> database().jdbc().sql(statement).update())
        .as(what)
        .isInstanceOf(DataAccessException.class);
  }

  private static void assertRefused(ThrowingCallable settlement) {
    assertThatThrownBy(settlement)
        .isInstanceOf(DataAccessException.class)
        .hasMessageMatching("(?is).*unique.*");
  }
}

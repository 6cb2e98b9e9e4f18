package uncrop.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.fault.BadInput;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.database.Database;

/** What keys do on every database. */
abstract class ApiKeysContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SecureRandom random = new SecureRandom();

  /** A database in which tables are and rows may be. */
  abstract Database database();

  private JdbcClient jdbc() {
    return database().jdbc();
  }

  @BeforeEach
  void start_without_keys() {
    jdbc().sql("DELETE FROM api_key").update();
  }

  private ApiKeys at(Instant now) {
    return new ApiKeys(database(), Clock.fixed(now, ZoneOffset.UTC), random);
  }

  @Test
  void a_key_is_recognised_and_nothing_like_it() {
    ApiKeys keys = at(NOON);
    String key = keys.create(Account.LOCAL, "ann", Scope.USER);
    assertThat(key).matches("uc_[0-9A-Za-z]{32}");
    assertThat(keys.recognise(key)).map(caller -> caller.key().name()).contains("ann");
    for (String other :
        List.of(
            "",
            key.substring(1),
            key + "x",
            key.toLowerCase(Locale.ROOT),
            key.substring(0, 11),
            "ann")) {
      if (!other.equals(key)) {
        assertThat(keys.recognise(other)).as(other).isEmpty();
      }
    }
  }

  @Test
  void the_key_itself_is_nowhere_in_the_database() {
    String key = at(NOON).create(Account.LOCAL, "ann", Scope.USER);
    String row =
        jdbc().sql("SELECT prefix || name || hash FROM api_key").query(String.class).single();
    assertThat(row).contains(key.substring(0, 11)).doesNotContain(key.substring(11));
  }

  @Test
  void keys_differ() {
    ApiKeys keys = at(NOON);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      made.add(keys.create(Account.LOCAL, "n" + i, Scope.USER));
    }
    assertThat(made).doesNotHaveDuplicates();
  }

  @Test
  void a_name_names_one_valid_key() {
    ApiKeys keys = at(NOON);
    keys.create(Account.LOCAL, "ann", Scope.USER);
    assertThatThrownBy(() -> keys.create(Account.LOCAL, "ann", Scope.USER))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> keys.create(Account.LOCAL, " ann ", Scope.USER))
        .isInstanceOf(BadInput.class);
    keys.revoke("ann");
    String again = keys.create(Account.LOCAL, "ann", Scope.USER);
    assertThat(keys.recognise(again)).isPresent();
    assertThat(keys.list()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        "a\nb",
        "a\u0000b",
        "uc_abcdefgh",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void a_name_that_cannot_be_read_is_refused(String name) {
    assertThatThrownBy(() -> at(NOON).create(Account.LOCAL, name, Scope.USER))
        .isInstanceOf(BadInput.class)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void a_revoked_key_is_not_recognised_any_more() {
    ApiKeys keys = at(NOON);
    String byName = keys.create(Account.LOCAL, "ann", Scope.USER);
    String byPrefix = keys.create(Account.LOCAL, "bob", Scope.USER);
    String kept = keys.create(Account.LOCAL, "cid", Scope.USER);
    assertThat(keys.revoke("ann").revoked()).contains(NOON);
    assertThat(keys.revoke(byPrefix.substring(0, 11)).name()).isEqualTo("bob");
    assertThat(keys.recognise(byName)).isEmpty();
    assertThat(keys.recognise(byPrefix)).isEmpty();
    assertThat(keys.recognise(kept)).isPresent();
    assertThatThrownBy(() -> keys.revoke("ann")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> keys.revoke("'; DELETE FROM api_key; --"))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void the_first_key_is_made_once_even_when_it_is_revoked() {
    ApiKeys keys = at(NOON);
    assertThat(keys.createFirst("first")).isPresent();
    assertThat(keys.createFirst("first")).isEmpty();
    keys.revoke("first");
    assertThat(keys.createFirst("first")).isEmpty();
  }

  @Test
  void last_use_is_kept_to_the_minute() {
    String key = at(NOON).create(Account.LOCAL, "ann", Scope.USER);
    assertThat(at(NOON).list().getFirst().lastUsed()).isEmpty();
    at(NOON).recognise(key);
    at(NOON.plusSeconds(59)).recognise(key);
    assertThat(at(NOON).list().getFirst().lastUsed()).contains(NOON);
    Instant later = NOON.plus(Duration.ofMinutes(1));
    at(later).recognise(key);
    assertThat(at(NOON).list().getFirst().lastUsed()).contains(later);
  }

  @Test
  void keys_are_listed_from_the_oldest() {
    at(NOON.plusSeconds(2)).create(Account.LOCAL, "young", Scope.USER);
    at(NOON).create(Account.LOCAL, "old", Scope.USER);
    assertThat(at(NOON).list()).extracting(ApiKey::name).containsExactly("old", "young");
    assertThat(at(NOON).list().getFirst().created()).isEqualTo(NOON);
  }

  @Test
  void of_many_who_make_a_key_of_one_name_at_once_one_wins()
      throws InterruptedException, ExecutionException {
    ApiKeys keys = at(NOON);
    Callable<Boolean> attempt =
        () -> {
          try {
            keys.create(Account.LOCAL, "ann", Scope.USER);
            return true;
          } catch (BadInput taken) {
            return false;
          }
        };
    int won = 0;
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> outcome : many.invokeAll(List.of(attempt, attempt, attempt, attempt))) {
        won += outcome.get() ? 1 : 0;
      }
    }
    assertThat(won).isEqualTo(1);
  }

  @Test
  void a_key_says_whose_it_is_and_what_it_may() {
    Accounts accounts = new Accounts(database(), Clock.systemUTC(), random);
    Account account = accounts.create(UUID.randomUUID().toString());
    String user = at(NOON).create(account.id(), "user", Scope.USER);
    String admin = at(NOON).create(account.id(), "admin", Scope.ADMIN);
    Caller caller = at(NOON).recognise(user).orElseThrow();
    assertThat(caller.account()).isEqualTo(account);
    assertThat(caller.isAdmin()).isFalse();
    assertThat(at(NOON).recognise(admin)).map(Caller::isAdmin).contains(true);
    String first = at(NOON).create(Account.LOCAL, "local", Scope.USER);
    assertThat(at(NOON).recognise(first)).map(it -> it.account().id()).contains(Account.LOCAL);
  }

  @Test
  void the_keys_of_a_closed_account_are_refused_until_it_opens_again() {
    Accounts accounts = new Accounts(database(), Clock.systemUTC(), random);
    Account account = accounts.create(UUID.randomUUID().toString());
    String key = at(NOON).create(account.id(), "ann", Scope.USER);
    accounts.close(account.id());
    assertThat(at(NOON).recognise(key)).isEmpty();
    accounts.reopen(account.id());
    assertThat(at(NOON).recognise(key)).isPresent();
  }

  @Test
  void the_first_key_may_do_everything_for_the_local_account() {
    String key = at(NOON).createFirst("first").orElseThrow();
    Caller caller = at(NOON).recognise(key).orElseThrow();
    assertThat(caller.isAdmin()).isTrue();
    assertThat(caller.account().id()).isEqualTo(Account.LOCAL);
  }

  @Test
  void keys_are_listed_by_account_and_by_the_page() {
    Accounts accounts = new Accounts(database(), Clock.systemUTC(), random);
    String account = accounts.create(UUID.randomUUID().toString()).id();
    for (int i = 0; i < 3; i++) {
      at(NOON).create(account, "n" + i, Scope.USER);
      at(NOON).create(Account.LOCAL, "l" + i, Scope.USER);
    }
    Optional<String> mine = Optional.of(account);
    List<ApiKey> all = at(NOON).list(mine, Optional.empty(), 100);
    assertThat(all).hasSize(3).extracting(ApiKey::accountId).containsOnly(account);
    List<ApiKey> firstTwo = at(NOON).list(mine, Optional.empty(), 2);
    assertThat(firstTwo).isEqualTo(all.subList(0, 2));
    assertThat(at(NOON).list(mine, Optional.of(firstTwo.getLast().prefix()), 2))
        .isEqualTo(all.subList(2, 3));
    assertThatThrownBy(() -> at(NOON).list(mine, Optional.of("uc_nothing"), 2))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void of_many_uses_at_once_one_is_written_down_after_the_requests() {
    List<Runnable> afterwards = new ArrayList<>();
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    ApiKeys keys = new ApiKeys(database(), clock, random, afterwards::add);
    String key = keys.create(Account.LOCAL, "ann", Scope.USER);
    for (int i = 0; i < 10; i++) {
      assertThat(keys.recognise(key)).isPresent();
    }
    assertThat(afterwards).hasSize(1);
    assertThat(keys.list().getFirst().lastUsed()).isEmpty();
    afterwards.getFirst().run();
    assertThat(keys.list().getFirst().lastUsed()).contains(NOON);
    keys.recognise(key);
    assertThat(afterwards).hasSize(1);
  }
}

package uncrop.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.server.database.Database;

/** What accounts do on every database. */
abstract class AccountsContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final String name = UUID.randomUUID().toString();
  private final Accounts accounts = at(NOON);

  abstract Database database();

  private Accounts at(Instant now) {
    return new Accounts(database(), Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
  }

  @Test
  void every_installation_has_the_local_account() {
    assertThat(accounts.named(Account.LOCAL).name()).isEqualTo("local");
    assertThat(accounts.list().getFirst().id()).isEqualTo(Account.LOCAL);
  }

  @Test
  void a_new_account_is_open_and_nothing_special() {
    Account made = accounts.create(" " + name + " ");
    assertThat(made)
        .isEqualTo(new Account(made.id(), name, 0, Optional.empty(), NOON, Optional.empty()));
    assertThat(accounts.find(made.id())).contains(made);
    assertThat(accounts.find(name)).contains(made);
    assertThat(accounts.list()).contains(made);
  }

  @Test
  void a_name_names_one_account() {
    accounts.create(name);
    assertThatThrownBy(() -> accounts.create(name))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\u0000"})
  void a_name_that_cannot_be_read_is_refused(String unreadable) {
    assertThatThrownBy(() -> accounts.create(unreadable)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> accounts.create("x".repeat(65))).isInstanceOf(BadInput.class);
  }

  @Test
  void nobody_hides_behind_the_id_of_another() {
    String id = accounts.create(name).id();
    Account named = accounts.create(id);
    assertThat(accounts.named(id)).isEqualTo(named);
    assertThat(accounts.named(named.id())).isEqualTo(named);
  }

  @Test
  void what_is_set_is_kept() {
    accounts.create(name);
    accounts.setPriority(name, Integer.MIN_VALUE);
    accounts.setWebhook(name, "https://example.com/a?b=c");
    assertThat(accounts.named(name).priority()).isEqualTo(Integer.MIN_VALUE);
    assertThat(accounts.named(name).webhookUrl()).contains(URI.create("https://example.com/a?b=c"));
    accounts.setWebhook(name, "");
    assertThat(accounts.named(name).webhookUrl()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.com", "/hook", "ftp://example.com/", "http://", "http:///x", "a b"})
  void a_webhook_that_cannot_be_called_is_refused(String url) {
    accounts.create(name);
    assertThatThrownBy(() -> accounts.setWebhook(name, url))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("webhookUrl");
  }

  @Test
  void an_account_is_closed_since_it_was_first_closed() {
    accounts.create(name);
    assertThat(accounts.close(name).closed()).contains(NOON);
    assertThat(at(NOON.plusSeconds(60)).close(name).closed()).contains(NOON);
    assertThat(accounts.reopen(name).closed()).isEmpty();
    assertThat(accounts.reopen(name).closed()).isEmpty();
  }

  @Test
  void what_is_not_there_is_said_to_be() {
    assertThat(accounts.find(name)).isEmpty();
    assertThatThrownBy(() -> accounts.named(name)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> accounts.close(name)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> accounts.setPriority("'; DROP TABLE account; --", 1))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void pages_hold_every_account_once() {
    for (int i = 0; i < 5; i++) {
      accounts.create(name + i);
    }
    List<Account> paged = new ArrayList<>();
    Optional<String> after = Optional.empty();
    List<Account> page = accounts.list(after, 2);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      paged.addAll(page);
      after = Optional.of(page.getLast().id());
      page = accounts.list(after, 2);
    }
    assertThat(paged).isEqualTo(accounts.list()).doesNotHaveDuplicates();
  }
}

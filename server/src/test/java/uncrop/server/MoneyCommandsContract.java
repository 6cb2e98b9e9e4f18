package uncrop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.server.CommandRun.run;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands for accounts, their keys and their credits, on every database. */
abstract class MoneyCommandsContract {
  private final String name = "a " + UUID.randomUUID();

  /** The options that name the database. */
  abstract List<Object> database();

  @BeforeEach
  void open_an_account() {
    assertThat(accounts("create", name).out()).matches("[0-9a-f-]{36}\\R");
  }

  private CommandRun accounts(Object... words) {
    return run(new AccountsCommand(), with(words));
  }

  private CommandRun credits(Object... words) {
    return run(new CreditsCommand(), with(words));
  }

  private CommandRun keys(Object... words) {
    return run(new KeysCommand(), with(words));
  }

  private Object[] with(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(database());
    return all.toArray();
  }

  private static void assertRefused(CommandRun refused, String... parts) {
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("uncrop: ").contains(parts).hasLineCount(1);
  }

  @Test
  void an_account_is_listed_with_what_was_set() {
    accounts("set", name, "--priority", "-5", "--webhook", "https://example.com/hook");
    assertThat(accounts("show", name).out())
        .containsPattern("(?m)^" + name + " .* -5 +0 +0 .* open +https://example.com/hook$");
    assertThat(accounts("set", name, "--webhook", "").out()).doesNotContain("example.com");
    assertThat(accounts("list").out())
        .startsWith("ACCOUNT")
        .containsPattern("(?m)^local +local ")
        .containsPattern("(?m)^" + name + " .* -5 ");
  }

  @Test
  void accounts_are_found_by_id_too() {
    String id = accounts("create", name + " 2", "--priority", "3").out().strip();
    assertThat(accounts("show", id).out()).contains(name + " 2", id, " 3 ");
  }

  @Test
  void what_does_not_fit_is_an_error_of_one_line_and_makes_nothing() {
    assertRefused(accounts("create", name), name, "choose another");
    assertRefused(accounts("create", " "), "name");
    assertRefused(accounts("create", name + " 3", "--webhook", "ftp://x/"), "webhookUrl ftp://x");
    assertRefused(accounts("show", name + " 3"), "account", "accounts list");
    assertRefused(accounts("close", "nobody"), "account nobody");
    assertRefused(keys("create", name, "--account", "nobody"), "account nobody");
    assertThat(accounts("create").exit()).isEqualTo(2);
    assertThat(accounts("set", name, "--priority", "high").exit()).isEqualTo(2);
    assertThat(accounts().exit()).isEqualTo(2);
    assertThat(accounts().err()).contains("create", "reopen");
  }

  @Test
  void a_key_belongs_to_its_account() {
    keys("create", name + " user", "--account", name);
    keys("create", name + " admin", "--account", name, "--admin");
    String listed = keys("list", "--account", name).out();
    assertThat(listed).hasLineCount(3);
    assertThat(listed).containsPattern(" user +" + name + " +user ");
    assertThat(listed).containsPattern(" admin +" + name + " +admin ");
    assertThat(keys("revoke", name + " user").out()).contains("revoked 20");
  }

  @Test
  void a_closed_account_can_be_opened_again() {
    assertThat(accounts("close", name).out()).contains("closed 20");
    assertThat(accounts("reopen", name).out()).contains(" open");
  }

  @Test
  void credits_come_and_go_and_leave_their_trace() {
    assertThat(credits("grant", name, 100, "--note", "order 7").out())
        .isEqualToNormalizingNewlines("100 available, 0 reserved\n");
    assertThat(credits("withdraw", name, 30).out())
        .isEqualToNormalizingNewlines("70 available, 0 reserved\n");
    assertThat(credits("show", name).out())
        .isEqualToNormalizingNewlines("70 available, 0 reserved\n");
    String ledger = credits("ledger", name).out();
    assertThat(ledger).hasLineCount(3).containsPattern(" grant +\\+100 +\\+0 +order 7");
    List<String> newest = credits("ledger", name, "--limit", 1).out().lines().toList();
    assertThat(newest).hasSize(2);
    assertThat(newest.getLast()).contains("-30");
    String id = newest.getLast().substring(0, newest.getLast().indexOf(' '));
    assertThat(credits("ledger", name, "--before", id).out())
        .hasLineCount(2)
        .contains("order 7")
        .doesNotContain("-30");
    assertThat(credits("audit").exit()).isZero();
  }

  @Test
  void amounts_that_mean_nothing_are_refused() {
    assertRefused(credits("grant", name, 0), "AMOUNT 0");
    assertRefused(credits("withdraw", name, 1), "not enough credits", "0 available");
    assertRefused(credits("grant", name, Long.MAX_VALUE), "amount");
    assertRefused(credits("grant", name, 1, "--note", "x".repeat(201)), "note");
    assertRefused(credits("grant", name, 1, "--note", "a\nb"), "note");
    assertRefused(credits("grant", "nobody", 1), "account nobody");
    assertRefused(credits("ledger", name, "--limit", 0), "--limit 0");
    assertThat(credits("grant", name, "1.5").exit()).isEqualTo(2);
    assertThat(credits("grant", name, "99999999999999999999").exit()).isEqualTo(2);
    assertThat(credits("show", name).out()).startsWith("0 available");
  }
}

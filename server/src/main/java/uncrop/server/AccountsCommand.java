package uncrop.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.credit.Balance;

/** {@code uncrop accounts}. */
@Command(name = "accounts", description = "Makes, lists, changes and closes accounts.")
public final class AccountsCommand extends DatabaseCommand {
  private static final List<String> HEAD =
      List.of("ACCOUNT", "ID", "PRIORITY", "AVAILABLE", "RESERVED", "CREATED", "STATE", "WEBHOOK");

  public AccountsCommand() {
    this(Clock.systemUTC(), new SecureRandom());
  }

  AccountsCommand(Clock clock, SecureRandom random) {
    super(clock, random);
  }

  /** What of an account can be set. */
  static final class Settings {
    @Option(
        names = "--priority",
        paramLabel = "N",
        description = "Jobs of a higher priority go first, whoever waits (at first: 0).")
    private Optional<Integer> priority = Optional.empty();

    @Option(
        names = "--webhook",
        paramLabel = "URL",
        description = "Told of the end of every job that names no other; \"\" for nobody.")
    private Optional<String> webhook = Optional.empty();

    private void apply(Accounts accounts, String id) {
      priority.ifPresent(set -> accounts.setPriority(id, set));
      webhook.ifPresent(set -> accounts.setWebhook(id, set));
    }
  }

  @Command(description = "Makes an account, and prints its id.", mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "NAME", description = "Whose it is.") String name,
      @Mixin Settings settings,
      @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          String id =
              books
                  .transactions()
                  .run(() -> {
                    String made = books.accounts().create(name).id();
                    settings.apply(books.accounts(), made);
                    return made;
                  });
          out().println(id);
        });
  }

  @Command(description = "Lists all accounts, with their credits.", mixinStandardHelpOptions = true)
  int list(@Mixin DatabaseOptions database) {
    return with(database, books -> print(books, books.accounts().list()));
  }

  @Command(description = "Shows one account.", mixinStandardHelpOptions = true)
  int show(@Mixin Which which, @Mixin DatabaseOptions database) {
    return with(database, books -> print(books, List.of(books.accounts().named(which.account))));
  }

  @Command(
      description = "Changes what is given, and leaves the rest.",
      mixinStandardHelpOptions = true)
  int set(@Mixin Which which, @Mixin Settings settings, @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          String id = books.accounts().named(which.account).id();
          books.transactions().run(() -> settings.apply(books.accounts(), id));
          print(books, List.of(books.accounts().named(id)));
        });
  }

  @Command(
      description = "Refuses an account's keys from now on; its jobs still end.",
      mixinStandardHelpOptions = true)
  int close(@Mixin Which which, @Mixin DatabaseOptions database) {
    return with(database, books -> print(books, List.of(books.accounts().close(which.account))));
  }

  @Command(description = "Takes a closed account's keys again.", mixinStandardHelpOptions = true)
  int reopen(@Mixin Which which, @Mixin DatabaseOptions database) {
    return with(database, books -> print(books, List.of(books.accounts().reopen(which.account))));
  }

  private void print(Books books, List<Account> accounts) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    for (Account account : accounts) {
      Balance balance = books.ledger().balance(account.id());
      rows.add(
          List.of(
              account.name(),
              account.id(),
              Integer.toString(account.priority()),
              Long.toString(balance.available()),
              Long.toString(balance.reserved()),
              seconds(account.created()),
              account.closed().map(when -> "closed " + seconds(when)).orElse("open"),
              account.webhookUrl().map(Object::toString).orElse("")));
    }
    table(rows);
  }

  /** Which account. */
  static final class Which {
    @Parameters(paramLabel = "ACCOUNT", description = "Name or id, as accounts list shows it.")
    private String account = "";
  }
}

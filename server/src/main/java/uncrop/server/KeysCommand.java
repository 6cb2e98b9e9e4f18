package uncrop.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uncrop.server.account.Account;
import uncrop.server.key.ApiKey;
import uncrop.server.key.Scope;

/** {@code uncrop keys}. A key that is made is printed alone on stdout. */
@Command(name = "keys", description = "Makes, lists and revokes the API keys of a server.")
public final class KeysCommand extends DatabaseCommand {
  private static final List<String> HEAD =
      List.of("KEY", "NAME", "ACCOUNT", "SCOPE", "CREATED", "LAST USED", "STATE");

  public KeysCommand() {
    this(Clock.systemUTC(), new SecureRandom());
  }

  KeysCommand(Clock clock, SecureRandom random) {
    super(clock, random);
  }

  @Command(
      description = "Makes a key and prints it: the only time that it can be seen.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "NAME", description = "Who or what the key is for.") String name,
      @Option(
              names = "--account",
              paramLabel = "ACCOUNT",
              defaultValue = Account.LOCAL,
              description = "Whose it is, by name or id (default: ${DEFAULT-VALUE}).")
          String account,
      @Option(names = "--admin", description = "Lets it do everything, for all accounts.")
          boolean admin,
      @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          String owner = books.accounts().named(account).id();
          out().println(books.keys().create(owner, name, admin ? Scope.ADMIN : Scope.USER));
        });
  }

  @Command(
      description = "Lists all keys by their first characters.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--account",
              paramLabel = "ACCOUNT",
              description = "Only those of this account, by name or id.")
          Optional<String> account,
      @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          Optional<String> owner = account.map(named -> books.accounts().named(named).id());
          print(books, books.keys().list(owner, Optional.empty(), Integer.MAX_VALUE));
        });
  }

  @Command(
      description = "Makes a key invalid, at once and for good.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "NAME|PREFIX", description = "As keys list shows it.") String which,
      @Mixin DatabaseOptions database) {
    return with(database, books -> print(books, List.of(books.keys().revoke(which))));
  }

  private void print(Books books, List<ApiKey> keys) {
    Map<String, String> names =
        books.accounts().list().stream().collect(Collectors.toMap(Account::id, Account::name));
    Function<ApiKey, List<String>> row =
        key ->
            List.of(
                key.prefix(),
                key.name(),
                names.getOrDefault(key.accountId(), key.accountId()),
                key.scope().word(),
                seconds(key.created()),
                key.lastUsed().map(DatabaseCommand::seconds).orElse("never"),
                key.revoked().map(when -> "revoked " + seconds(when)).orElse("valid"));
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    keys.forEach(key -> rows.add(row.apply(key)));
    table(rows);
  }
}

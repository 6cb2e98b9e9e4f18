package uncrop.server;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uncrop.fault.UncropException;
import uncrop.server.account.Account;
import uncrop.server.database.Database;
import uncrop.server.key.ApiKey;
import uncrop.server.key.ApiKeys;
import uncrop.server.key.Scope;

/**
 * {@code uncrop keys}: works on the database itself, also while a server runs on it, and without
 * starting one. A key that is made is printed alone on stdout.
 */
@Command(
    name = "keys",
    description = "Makes, lists and revokes the API keys of a server.",
    mixinStandardHelpOptions = true)
public final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Clock clock;
  private final SecureRandom random;

  public KeysCommand() {
    this(Clock.systemUTC(), new SecureRandom());
  }

  // picocli fills the annotated fields before a command runs
  @SuppressWarnings("NullAway.Init")
  KeysCommand(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: create, list or revoke");
  }

  @Command(description = "Makes a key and prints it: the only time that it can be seen.")
  int create(
      @Parameters(paramLabel = "NAME", description = "Who or what the key is for.") String name,
      @Mixin DatabaseOptions data) {
    return with(data, keys -> out().println(keys.create(Account.LOCAL, name, Scope.USER)));
  }

  @Command(description = "Lists all keys by their first characters.")
  int list(@Mixin DatabaseOptions data) {
    return with(
        data,
        keys -> {
          out()
              .printf(
                  "%-12s %-24s %-20s %-20s %s%n", "KEY", "NAME", "CREATED", "LAST USED", "STATE");
          keys.list().forEach(this::print);
        });
  }

  @Command(description = "Makes a key invalid, at once and for good.")
  int revoke(
      @Parameters(paramLabel = "NAME|PREFIX", description = "As keys list shows it.") String which,
      @Mixin DatabaseOptions data) {
    return with(data, keys -> print(keys.revoke(which)));
  }

  private void print(ApiKey key) {
    out()
        .printf(
            "%-12s %-24s %-20s %-20s %s%n",
            key.prefix(),
            key.name(),
            seconds(key.created()),
            key.lastUsed().map(KeysCommand::seconds).orElse("never"),
            key.revoked().map(when -> "revoked " + seconds(when)).orElse("valid"));
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private int with(DatabaseOptions data, Consumer<ApiKeys> task) {
    try (Database database = data.open()) {
      task.accept(new ApiKeys(database, clock, random));
      out().flush();
      return 0;
    } catch (UncropException e) {
      spec.commandLine().getErr().println("uncrop: " + e.getMessage());
      return 1;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

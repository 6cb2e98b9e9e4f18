package uncrop.server;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uncrop.fault.UncropException;
import uncrop.server.account.Accounts;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.database.Transactions;
import uncrop.server.job.EndListener;
import uncrop.server.job.JobNews;
import uncrop.server.job.Jobs;
import uncrop.server.key.ApiKeys;
import uncrop.server.webhook.Outbox;

/**
 * A command that works on the database itself, also while a server runs on it, and without starting
 * one. Its tasks are its subcommands.
 */
// picocli fills the annotated fields before a command runs
@SuppressWarnings("NullAway.Init")
@Command(mixinStandardHelpOptions = true)
abstract class DatabaseCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Clock clock;
  private final SecureRandom random;

  DatabaseCommand(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** What there is to work with. */
  record Books(
      Transactions transactions, Accounts accounts, ApiKeys keys, Ledger ledger, Jobs jobs) {}

  @Override
  public void run() {
    String tasks = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "say what to do: " + tasks);
  }

  /** Does a task and returns its exit status. */
  int with(DatabaseOptions options, Consumer<Books> task) {
    try (Database database = options.open()) {
      Ledger ledger = new Ledger(database, clock);
      EndListener outbox = Outbox.ofCommand(database, clock, random);
      task.accept(
          new Books(
              database.transactions(),
              new Accounts(database, clock, random),
              new ApiKeys(database, clock, random),
              ledger,
              new Jobs(database, ledger, List.of(outbox), new JobNews(), clock)));
      out().flush();
      return 0;
    } catch (UncropException e) {
      spec.commandLine().getErr().println("uncrop: " + e.getMessage());
      return 1;
    }
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Prints rows in columns that are as wide as they must be. The first row is the head. */
  void table(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      Arrays.setAll(widths, column -> Math.max(widths[column], row.get(column).length()));
    }
    String format =
        Arrays.stream(widths)
            .mapToObj(width -> "%-" + width + "s")
            .collect(Collectors.joining("  "));
    for (List<String> row : rows) {
      out().println(format.formatted(row.toArray()).stripTrailing());
    }
  }
}

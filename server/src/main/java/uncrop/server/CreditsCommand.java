package uncrop.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uncrop.fault.BadInput;
import uncrop.server.credit.Balance;
import uncrop.server.credit.LedgerEntry;

/** {@code uncrop credits}. */
@Command(name = "credits", description = "Grants and withdraws credits, and shows the ledger.")
public final class CreditsCommand extends DatabaseCommand {
  private static final List<String> HEAD =
      List.of("ENTRY", "TIME", "KIND", "AVAILABLE", "RESERVED", "JOB", "ROUND", "NOTE");

  private static final String ACCOUNT = "Name or id, as accounts list shows it.";
  private static final String NOTE = "For whoever reads the ledger.";

  public CreditsCommand() {
    this(Clock.systemUTC(), new SecureRandom());
  }

  CreditsCommand(Clock clock, SecureRandom random) {
    super(clock, random);
  }

  @Command(description = "Gives credits to an account.", mixinStandardHelpOptions = true)
  int grant(
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
      @Parameters(paramLabel = "AMOUNT", description = "How many, at least 1.") long amount,
      @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = NOTE)
          String note,
      @Mixin DatabaseOptions database) {
    return with(database, books -> book(books, account, positive(amount), note));
  }

  @Command(
      description = "Takes credits from an account that are available.",
      mixinStandardHelpOptions = true)
  int withdraw(
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
      @Parameters(paramLabel = "AMOUNT", description = "How many, at least 1.") long amount,
      @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = NOTE)
          String note,
      @Mixin DatabaseOptions database) {
    return with(database, books -> book(books, account, -positive(amount), note));
  }

  @Command(description = "Shows what an account has.", mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
      @Mixin DatabaseOptions database) {
    return with(database, books -> printBalance(books, books.accounts().named(account).id()));
  }

  @Command(
      description = "Shows an account's entries, the newest first.",
      mixinStandardHelpOptions = true)
  int ledger(
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(
              names = "--before",
              paramLabel = "ENTRY",
              description = "Only those older than this one: the last of the page before.")
          Optional<Long> before,
      @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          if (limit < 1) {
            throw new BadInput("--limit", limit, "must be at least 1");
          }
          OptionalLong older = before.map(OptionalLong::of).orElseGet(OptionalLong::empty);
          print(books.ledger().entries(books.accounts().named(account).id(), older, limit));
        });
  }

  @Command(
      description = {
        "Adds up all entries and compares them with what accounts have.",
        "Fails when they differ, which only meddling with the database can bring about."
      },
      mixinStandardHelpOptions = true)
  int audit(@Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          List<String> unbalanced = books.ledger().unbalanced();
          if (!unbalanced.isEmpty()) {
            throw new LedgerUnbalanced(unbalanced);
          }
          out().println("the sums of all accounts are those of their entries");
        });
  }

  private void book(Books books, String account, long amount, String note) {
    String id = books.accounts().named(account).id();
    books.ledger().grant(id, amount, note);
    printBalance(books, id);
  }

  private void printBalance(Books books, String accountId) {
    Balance balance = books.ledger().balance(accountId);
    out().println(balance.available() + " available, " + balance.reserved() + " reserved");
  }

  private void print(List<LedgerEntry> entries) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    for (LedgerEntry entry : entries) {
      rows.add(
          List.of(
              Long.toString(entry.id()),
              seconds(entry.created()),
              entry.kind().word(),
              "%+d".formatted(entry.available()),
              "%+d".formatted(entry.reserved()),
              entry.jobId().orElse(""),
              entry.round().map(Object::toString).orElse(""),
              entry.note()));
    }
    table(rows);
  }

  private static long positive(long amount) {
    if (amount < 1) {
      throw new BadInput("AMOUNT", amount, "must be at least 1");
    }
    return amount;
  }
}

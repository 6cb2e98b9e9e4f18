package uncrop.server;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.server.account.Account;
import uncrop.server.account.Accounts;
import uncrop.server.database.Database;
import uncrop.server.webhook.Attempt;
import uncrop.server.webhook.Message;
import uncrop.server.webhook.Messages;
import uncrop.server.webhook.WebhookSecrets;

/**
 * {@code uncrop webhooks}: works on the database itself; a server that runs on it delivers what is
 * replayed.
 */
@Command(
    name = "webhooks",
    description = "Shows and repeats the messages that a server sends about the end of jobs.",
    mixinStandardHelpOptions = true)
public final class WebhooksCommand implements Runnable {
  private static final String ROW = "%-36s %-20s %-17s %-9s %8s  %s%n";

  @Spec private CommandSpec spec;

  private final Clock clock;
  private final SecureRandom random;

  public WebhooksCommand() {
    this(Clock.systemUTC(), new SecureRandom());
  }

  // picocli fills the annotated fields before a command runs
  @SuppressWarnings("NullAway.Init")
  WebhooksCommand(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: list, show, replay or secret");
  }

  @Command(description = "Lists messages, the newest first.")
  int list(
      @Option(names = "--account", paramLabel = "NAME", description = "Only of this account.")
          @Nullable String account,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "Only those in this state: waiting, delivered or given-up.")
          @Nullable String state,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most so many (default: ${DEFAULT-VALUE}).")
          int limit,
      @Mixin DatabaseOptions data) {
    return with(
        data,
        database -> {
          Optional<String> accountId =
              Optional.ofNullable(account).map(name -> account(database, name).id());
          Optional<Message.State> only = Optional.ofNullable(state).map(WebhooksCommand::state);
          out().printf(ROW, "ID", "CREATED", "EVENT", "STATE", "ATTEMPTS", "HOST");
          new Messages(database).list(accountId, only, limit).forEach(this::print);
        });
  }

  @Command(description = "Shows a message with its body and all attempts to deliver it.")
  int show(@Parameters(paramLabel = "ID") String id, @Mixin DatabaseOptions data) {
    return with(
        data,
        database -> {
          Messages messages = new Messages(database);
          Message message = messages.find(id).orElseThrow(() -> unknown(id));
          out().println("id:       " + message.id());
          out().println("event:    " + message.event());
          out().println("job:      " + message.jobId());
          out().println("url:      " + message.url());
          out().println("state:    " + name(message.state()));
          message.next().ifPresent(next -> out().println("next:     " + seconds(next)));
          out().println("body:     " + message.body());
          messages.attempts(id).forEach(this::print);
        });
  }

  @Command(description = "Sends a message again, or all that were given up.")
  int replay(
      @Parameters(paramLabel = "ID", arity = "0..1", description = "Of the message.")
          @Nullable String id,
      @Option(names = "--given-up", description = "All that were given up, and are still kept.")
          boolean givenUp,
      @Mixin DatabaseOptions data) {
    if ((id == null) != givenUp) {
      throw new ParameterException(spec.commandLine(), "say which: an ID, or --given-up");
    }
    return with(
        data,
        database -> {
          Messages messages = new Messages(database);
          if (id == null) {
            messages
                .list(Optional.empty(), Optional.of(Message.State.GIVEN_UP), Integer.MAX_VALUE)
                .forEach(message -> replay(messages, message.id()));
          } else {
            replay(messages, id);
          }
        });
  }

  @Command(description = "Prints the secret that signs the messages of an account.")
  int secret(
      @Parameters(
              paramLabel = "ACCOUNT",
              defaultValue = Account.LOCAL,
              description = "Name or id (default: ${DEFAULT-VALUE}).")
          String account,
      @Option(names = "--new", description = "Makes a new one; the old one signs nothing more.")
          boolean replace,
      @Mixin DatabaseOptions data) {
    return with(
        data,
        database -> {
          WebhookSecrets secrets = new WebhookSecrets(database, random);
          String id = account(database, account).id();
          out().println(replace ? secrets.replace(id) : secrets.of(id));
        });
  }

  private void replay(Messages messages, String id) {
    print(messages.replay(id, clock.instant()).orElseThrow(() -> unknown(id)));
  }

  private Account account(Database database, String name) {
    return new Accounts(database, clock, random).named(name);
  }

  private void print(Message message) {
    out()
        .printf(
            ROW,
            message.id(),
            seconds(message.created()),
            message.event(),
            name(message.state()),
            message.attempts(),
            message.host());
  }

  private void print(Attempt attempt) {
    out()
        .printf(
            "attempt %d: %s, %d ms, %s%n",
            attempt.number(),
            seconds(attempt.started()),
            attempt.took().toMillis(),
            attempt.error().orElseGet(() -> "delivered (" + attempt.status().orElse(0) + ")"));
  }

  private static Message.State state(String name) {
    for (Message.State state : Message.State.values()) {
      if (name(state).equals(name)) {
        return state;
      }
    }
    throw new BadInput("--state", name, "must be waiting, delivered or given-up");
  }

  private static String name(Message.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static BadInput unknown(String id) {
    return new BadInput("message", id, "is not the id of a message; see webhooks list");
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private int with(DatabaseOptions data, Consumer<Database> task) {
    try (Database database = data.open()) {
      task.accept(database);
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

package uncrop.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uncrop.fault.BadInput;
import uncrop.server.job.Job;
import uncrop.server.job.JobFault;
import uncrop.server.job.JobStatus;
import uncrop.server.job.ResultPicture;

/** {@code uncrop jobs}. */
@Command(name = "jobs", description = "Lists, shows, cancels and repeats jobs.")
public final class JobsCommand extends DatabaseCommand {
  private static final List<String> HEAD =
      List.of("JOB", "CREATED", "STATUS", "VOCABULARY", "ENGINE", "PRICE", "ERROR");

  public JobsCommand() {
    super(Clock.systemUTC(), new SecureRandom());
  }

  @Command(description = "Lists jobs, the newest first.", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--account", paramLabel = "NAME", description = "Only of this account.")
          Optional<String> account,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "Only queued, running, done, failed or cancelled ones.")
          Optional<String> status,
      @Option(
              names = "--before",
              paramLabel = "JOB",
              description = "Only older ones than this: the next page.")
          Optional<String> before,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most so many (default: ${DEFAULT-VALUE}).")
          int limit,
      @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          Optional<String> accountId = account.map(name -> books.accounts().named(name).id());
          print(books.jobs().list(accountId, status.map(JobsCommand::status), before, limit));
        });
  }

  @Command(description = "Shows all that is known of a job.", mixinStandardHelpOptions = true)
  int show(@Mixin Which which, @Mixin DatabaseOptions database) {
    return with(database, books -> show(books.jobs().find(which.job).orElseThrow(which::unknown)));
  }

  @Command(
      description = "Cancels a queued or running job; it costs nothing.",
      mixinStandardHelpOptions = true)
  int cancel(@Mixin Which which, @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          Job job = books.jobs().find(which.job).orElseThrow(which::unknown);
          print(
              List.of(
                  books
                      .jobs()
                      .giveUp(job.id(), JobFault.CANCELLED, "cancelled by the operator")
                      .orElseThrow(() ->
                          which.not(
                              "is " + job.status().wire() + ": there is nothing to cancel"))));
        });
  }

  @Command(
      description = {
        "Queues a failed or cancelled job once more, as long as its files are kept.",
        "It is paid for like a new one."
      },
      mixinStandardHelpOptions = true)
  int retry(@Mixin Which which, @Mixin DatabaseOptions database) {
    return with(
        database,
        books -> {
          Job job = books.jobs().find(which.job).orElseThrow(which::unknown);
          String reason =
              job.swept()
                  ? "its pictures are not kept any more: it must be sent again"
                  : "is " + job.status().wire() + ": only failed and cancelled ones are repeated";
          print(List.of(books.jobs().retry(job.id()).orElseThrow(() -> which.not(reason))));
        });
  }

  /** The job that a task is about. */
  static final class Which {
    @Parameters(paramLabel = "JOB", description = "Its id, as jobs list shows it.")
    private String job = "";

    private BadInput unknown() {
      return not("there is no such job; see jobs list");
    }

    private BadInput not(String reason) {
      return new BadInput("job", job, reason);
    }
  }

  private static JobStatus status(String sent) {
    for (JobStatus status : JobStatus.values()) {
      if (status.wire().equals(sent.toLowerCase(Locale.ROOT))) {
        return status;
      }
    }
    throw new BadInput("--status", sent, "must be queued, running, done, failed or cancelled");
  }

  private void print(List<Job> jobs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Job job : jobs) {
      rows.add(
          List.of(
              job.id(),
              seconds(job.created()),
              job.status().wire(),
              job.vocabulary(),
              job.engine(),
              Long.toString(job.price()),
              job.error().orElse("")));
    }
    table(rows);
  }

  private void show(Job job) {
    line("job", job.id());
    line("account", job.accountId());
    line("key", job.keyPrefix());
    line("vocabulary", job.vocabulary());
    line("engine", job.engine());
    line("canvas", job.order().placement().canvas().toString());
    line("seed", Long.toString(job.seed()));
    line("price", Long.toString(job.price()));
    line("status", job.status().wire());
    line("progress", Math.round(100 * job.progress()) + " % " + job.stage());
    line("round", Integer.toString(job.round()));
    line("attempt", Integer.toString(job.attempt()));
    line("created", seconds(job.created()));
    job.started().ifPresent(time -> line("started", seconds(time)));
    job.finished().ifPresent(time -> line("finished", seconds(time)));
    job.requestId().ifPresent(id -> line("request", id));
    job.fault().ifPresent(fault -> line("fault", fault.wire()));
    job.error().ifPresent(error -> line("error", error));
    job.warnings().forEach(warning -> line("warning", warning));
    job.result()
        .ifPresent(result -> {
          line("took", result.took().toMillis() + " ms");
          result.pictures().stream().map(ResultPicture::key).forEach(key -> line("file", key));
        });
    line("files", job.swept() ? "swept" : "kept");
  }

  private void line(String name, String value) {
    out().printf("%-11s %s%n", name + ":", value);
  }
}

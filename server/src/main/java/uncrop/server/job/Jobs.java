package uncrop.server.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uncrop.server.credit.Ledger;
import uncrop.server.database.Database;
import uncrop.server.database.Transactions;

/**
 * The life of jobs. Every method is one transaction, or part of the one that is open; each change
 * happens only from the state that it expects, so that of several who want to end a job one does.
 */
public final class Jobs {
  private static final Duration FIRST_GUESS = Duration.ofSeconds(2);

  private final JobTable table;
  private final Transactions transactions;
  private final Ledger ledger;
  private final List<EndListener> endListeners;
  private final JobNews news;
  private final Clock clock;

  public Jobs(
      Database database, Ledger ledger, List<EndListener> endListeners, JobNews news, Clock clock) {
    this.table = new JobTable(database);
    this.transactions = database.transactions();
    this.ledger = ledger;
    this.endListeners = List.copyOf(endListeners);
    this.news = news;
    this.clock = clock;
  }

  /**
   * Queues a job and reserves its price. Who has committed that tells {@link JobNews#queued}.
   *
   * @throws uncrop.server.credit.CreditsShort when the account has too little
   */
  public Job insert(NewJob job) {
    return transactions.run(() -> {
      Job queued = table.insert(job, clock.instant());
      reserve(queued);
      return queued;
    });
  }

  /**
   * Takes the job whose turn it is.
   *
   * @param worker who takes it, for people to read
   * @param onlyWaitedFor leaves those for which no synchronous call waits
   * @return the job, whose {@code attempt} is the fence: without it nothing can be changed any more
   *     once somebody else has claimed the job
   */
  public Optional<Job> claim(String worker, boolean onlyWaitedFor) {
    Optional<Job> claimed =
        transactions.alone(() -> table.claim(worker, onlyWaitedFor, clock.instant()));
    claimed.map(Job::id).ifPresent(news::advanced);
    return claimed;
  }

  /**
   * Ends a claimed job that was painted and whose files are stored.
   *
   * @return the job as it is now; empty when it is not this attempt's any more: then the result
   *     counts for nothing
   */
  public Optional<Job> finish(Job claimed, Result result, List<String> warnings) {
    return end(now -> table.finish(claimed, result, warnings, now));
  }

  /**
   * Ends a claimed job that did not succeed.
   *
   * @param error what its caller is told, in one line
   * @return the job as it is now; empty when it is not this attempt's any more
   */
  public Optional<Job> fail(Job claimed, JobFault fault, String error) {
    Optional<Integer> attempt = Optional.of(claimed.attempt());
    return end(now -> table.giveUp(claimed.id(), attempt, fault, error, now));
  }

  /**
   * Ends a queued or running job without success, whoever runs it.
   *
   * @param fault {@link JobFault#CANCELLED} makes it cancelled, any other failed
   * @return the job as it is now; empty when it had ended, or there is none
   */
  public Optional<Job> giveUp(String id, JobFault fault, String error) {
    return end(now -> table.giveUp(id, Optional.empty(), fault, error, now));
  }

  /**
   * Queues a failed or cancelled job once more, in a new round that is paid for anew. Nobody waits
   * for it, whoever did before.
   *
   * @return the job as it is now; empty when it has not failed, or its files are gone
   * @throws uncrop.server.credit.CreditsShort when the account has too little
   */
  public Optional<Job> retry(String id) {
    Optional<Job> queued =
        transactions.run(() -> {
          Optional<Job> again = table.retry(id);
          again.ifPresent(this::reserve);
          return again;
        });
    queued.ifPresent(job -> {
      news.changed(job.id());
      news.queued();
    });
    return queued;
  }

  public Optional<Job> find(String id) {
    return table.find(id);
  }

  /**
   * Lists jobs, the newest first.
   *
   * @param accountId only of this account
   * @param beforeId only older ones than this
   */
  public List<Job> list(
      Optional<String> accountId,
      Optional<JobStatus> status,
      Optional<String> beforeId,
      int limit) {
    return table.list(accountId, status, beforeId, limit);
  }

  /** How many of the queued jobs would be claimed before this one, plus 1; 0 of one not queued. */
  public int position(String id) {
    return table.position(id);
  }

  /** How many jobs wait for a worker. */
  public int queued() {
    return table.queued();
  }

  /** How many jobs of an account wait for a worker. */
  public int queuedOf(String accountId) {
    return table.queuedOf(accountId);
  }

  /** How many jobs are being painted, on all nodes. */
  public int running() {
    return table.running();
  }

  /** How long the last paintings took, on the average; 2 s before there was any. */
  public Duration meanTime() {
    return table.meanTime().orElse(FIRST_GUESS);
  }

  private Optional<Job> end(Function<Instant, Optional<Job>> change) {
    Optional<Job> ended =
        transactions.run(() -> {
          Optional<Job> changed = change.apply(clock.instant());
          changed.ifPresent(this::settle);
          return changed;
        });
    ended.ifPresent(news::ended);
    return ended;
  }

  private void reserve(Job queued) {
    if (queued.price() > 0) {
      ledger.reserve(queued.accountId(), queued.id(), queued.round(), queued.price());
    }
  }

  private void settle(Job ended) {
    if (ended.price() > 0 && ended.status() == JobStatus.DONE) {
      ledger.capture(ended.accountId(), ended.id(), ended.round());
    } else if (ended.price() > 0) {
      ledger.release(ended.accountId(), ended.id(), ended.round());
    }
    endListeners.forEach(listener -> listener.ended(ended));
  }
}

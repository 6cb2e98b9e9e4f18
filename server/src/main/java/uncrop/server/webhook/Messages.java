package uncrop.server.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.Database;
import uncrop.server.database.Transactions;

/** The messages and the log of their attempts. Every method is one transaction, or part of one. */
public final class Messages {
  /*
   * A claim moves next_at into the future by the length of a lease and counts the attempt. Other
   * nodes do not see the message until then; a node that dies in the middle of an attempt leaves it
   * to whoever looks after the lease. The count is the fence: the outcome of an attempt changes
   * nothing once the message was claimed again.
   */
  private static final String RECEIVER =
      """
      SELECT webhook_url FROM account WHERE id = :account AND webhook_url IS NOT NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO webhook_message
        (id, account_id, job_id, event, url, host, body, created_at, began_at, next_at)
      VALUES (:id, :account, :job, :event, :url, :host, :body, :created, :began, :next)
      """;

  private static final String DUE =
      """
      SELECT id FROM webhook_message
      WHERE next_at <= :now AND host NOT IN (:hosts) AND account_id NOT IN (:accounts)
      ORDER BY next_at, id
      LIMIT 1
      """;

  private static final String LOG_ATTEMPT =
      """
      INSERT INTO webhook_attempt (message_id, attempt, started_at, millis, status, error)
      VALUES (:id, :attempt, :started, :millis, :status, :error)
      """;

  private static final String SETTLE =
      """
      UPDATE webhook_message SET next_at = :next, delivered_at = :delivered, given_up_at = :givenUp
      WHERE id = :id AND attempts = :attempt AND next_at IS NOT NULL
      """;

  private static final String REPLAY =
      """
      UPDATE webhook_message
      SET next_at = :now, began_at = :now, delivered_at = NULL, given_up_at = NULL
      WHERE id = :id
      RETURNING %s
      """
          .formatted(MessageRow.COLUMNS);

  private static final String SWEEP =
      """
      DELETE FROM webhook_message WHERE next_at IS NULL AND created_at < :before
      """;

  private static final String FIND =
      """
      SELECT %s FROM webhook_message WHERE id = :id
      """
          .formatted(MessageRow.COLUMNS);

  private static final String LIST =
      """
      SELECT %s FROM webhook_message
      WHERE (:account = '' OR account_id = :account)
        AND (:state = ''
          OR :state = 'WAITING' AND next_at IS NOT NULL
          OR :state = 'DELIVERED' AND delivered_at IS NOT NULL
          OR :state = 'GIVEN_UP' AND given_up_at IS NOT NULL)
      ORDER BY id DESC
      LIMIT :limit
      """
          .formatted(MessageRow.COLUMNS);

  private static final String ATTEMPTS =
      """
      SELECT attempt, started_at, millis, status, error
      FROM webhook_attempt
      WHERE message_id = :id
      ORDER BY attempt
      """;

  /** No host and no account is called so: an empty list is no SQL. */
  private static final List<String> NOBODY = List.of("");

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final String claim;

  public Messages(Database database) {
    this.jdbc = database.jdbc();
    this.transactions = database.transactions();
    this.claim =
        """
        UPDATE webhook_message SET next_at = :lease, attempts = attempts + 1
        WHERE id = (%s %s)
        RETURNING %s
        """
            .formatted(DUE, database.skipLocked(), MessageRow.COLUMNS);
  }

  /** Where the account wants to be told of its jobs. */
  Optional<URI> receiverOf(String accountId) {
    return jdbc.sql(RECEIVER)
        .param("account", accountId)
        .query(String.class)
        .optional()
        .map(URI::create);
  }

  void insert(Message message) {
    jdbc.sql(INSERT)
        .param("id", message.id())
        .param("account", message.accountId())
        .param("job", message.jobId())
        .param("event", message.event())
        .param("url", message.url().toString())
        .param("host", message.host())
        .param("body", message.body())
        .param("created", message.created().toEpochMilli())
        .param("began", message.began().toEpochMilli())
        .param("next", message.next().orElseThrow().toEpochMilli())
        .update();
  }

  /**
   * Takes the message that has been due for longest, for the time of a lease.
   *
   * @param hosts those that are to be left alone
   * @param accounts those that are to be left alone
   */
  Optional<Message> claim(
      Instant now, Duration lease, Collection<String> hosts, Collection<String> accounts) {
    // looked for outside of a transaction first: most times there is nothing, and looking is cheap
    if (due(now, hosts, accounts).isEmpty()) {
      return Optional.empty();
    }
    return transactions.run(() ->
        jdbc.sql(claim)
            .param("now", now.toEpochMilli())
            .param("lease", now.plus(lease).toEpochMilli())
            .param("hosts", hosts.isEmpty() ? NOBODY : hosts)
            .param("accounts", accounts.isEmpty() ? NOBODY : accounts)
            .query((row, n) -> MessageRow.message(row))
            .optional());
  }

  private Optional<String> due(Instant now, Collection<String> hosts, Collection<String> accounts) {
    return jdbc.sql(DUE)
        .param("now", now.toEpochMilli())
        .param("hosts", hosts.isEmpty() ? NOBODY : hosts)
        .param("accounts", accounts.isEmpty() ? NOBODY : accounts)
        .query(String.class)
        .optional();
  }

  /** Logs an attempt that succeeded, and ends the message. */
  void delivered(Message claimed, Attempt attempt, Instant now) {
    settle(claimed, attempt, Optional.empty(), Optional.of(now), Optional.empty());
  }

  /** Logs an attempt that failed, after which another one follows. */
  void failed(Message claimed, Attempt attempt, Instant next) {
    settle(claimed, attempt, Optional.of(next), Optional.empty(), Optional.empty());
  }

  /** Logs an attempt that was the last one. */
  void givenUp(Message claimed, Attempt attempt, Instant now) {
    settle(claimed, attempt, Optional.empty(), Optional.empty(), Optional.of(now));
  }

  private void settle(
      Message claimed,
      Attempt attempt,
      Optional<Instant> next,
      Optional<Instant> delivered,
      Optional<Instant> givenUp) {
    transactions.run(() -> {
      jdbc.sql(LOG_ATTEMPT)
          .param("id", claimed.id())
          .param("attempt", attempt.number())
          .param("started", attempt.started().toEpochMilli())
          .param("millis", attempt.took().toMillis())
          .param("status", attempt.status().isPresent() ? attempt.status().getAsInt() : null)
          .param("error", attempt.error().orElse(null))
          .update();
      jdbc.sql(SETTLE)
          .param("id", claimed.id())
          .param("attempt", claimed.attempts())
          .param("next", next.map(Instant::toEpochMilli).orElse(null))
          .param("delivered", delivered.map(Instant::toEpochMilli).orElse(null))
          .param("givenUp", givenUp.map(Instant::toEpochMilli).orElse(null))
          .update();
    });
  }

  /**
   * Delivers a message anew, as if it had just been written, whatever has become of it.
   *
   * @return the message as it is now; empty when there is none of that id
   */
  public Optional<Message> replay(String id, Instant now) {
    return transactions.run(() ->
        jdbc.sql(REPLAY)
            .param("id", id)
            .param("now", now.toEpochMilli())
            .query((row, n) -> MessageRow.message(row))
            .optional());
  }

  /** Forgets messages that need no more attempts and are older than that. */
  int sweep(Instant before) {
    return transactions.run(() -> jdbc.sql(SWEEP).param("before", before.toEpochMilli()).update());
  }

  public Optional<Message> find(String id) {
    return jdbc.sql(FIND).param("id", id).query((row, n) -> MessageRow.message(row)).optional();
  }

  /** Messages, the newest first; of one account and in one state only, if these are given. */
  public List<Message> list(Optional<String> accountId, Optional<Message.State> state, int limit) {
    return jdbc.sql(LIST)
        .param("account", accountId.orElse(""))
        .param("state", state.map(Message.State::name).orElse(""))
        .param("limit", limit)
        .query((row, n) -> MessageRow.message(row))
        .list();
  }

  /** The attempts to deliver a message, the first one first. */
  public List<Attempt> attempts(String id) {
    return jdbc.sql(ATTEMPTS).param("id", id).query((row, n) -> MessageRow.attempt(row)).list();
  }
}

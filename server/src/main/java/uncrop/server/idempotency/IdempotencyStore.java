package uncrop.server.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.Database;

/**
 * What was answered to requests with an Idempotency-Key: a job, or a text for what is no job. A key
 * belongs to its account; another account may use the same.
 */
public final class IdempotencyStore {
  /*
   * Of requests that come at once, one claims the key, in the transaction that does the work: a key
   * without its work, or work without its key, is never seen. The primary key decides; on PostgreSQL
   * the others wait inside INSERT until the first commits or rolls back, on SQLite for the write lock.
   * A row that is old enough to be forgotten counts as absent, whether it was swept already or not.
   */
  private static final String FIND =
      """
      SELECT fingerprint, job_id, answer
      FROM idempotency
      WHERE account_id = :account AND key = :key AND created_at > :forgotten
      """;

  private static final String CLAIM =
      """
      INSERT INTO idempotency (account_id, key, fingerprint, job_id, answer, created_at)
      VALUES (:account, :key, :fingerprint, :job, :answer, :now)
      ON CONFLICT (account_id, key) DO UPDATE
      SET fingerprint = excluded.fingerprint, job_id = excluded.job_id,
        answer = excluded.answer, created_at = excluded.created_at
      WHERE idempotency.created_at <= :forgotten
      """;

  private static final String FORGET = "DELETE FROM idempotency WHERE created_at <= :forgotten";

  private final Database database;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Duration keep;

  /**
   * @param keep how long an answer is remembered
   */
  public IdempotencyStore(Database database, Clock clock, Duration keep) {
    this.database = database;
    this.jdbc = database.jdbc();
    this.clock = clock;
    this.keep = keep;
  }

  /**
   * The job that the same request made before.
   *
   * @throws IdempotencyConflict when the key was sent with another request
   */
  public Optional<String> jobOf(String accountId, IdempotencyKey key) {
    return find(accountId, key).map(Remembered::job);
  }

  /**
   * What was answered to the same request before, when it made no job.
   *
   * @throws IdempotencyConflict when the key was sent with another request
   */
  public Optional<String> answerTo(String accountId, IdempotencyKey key) {
    return find(accountId, key).map(Remembered::answer);
  }

  /**
   * Remembers that this request makes this job. To be called in the transaction that makes it.
   *
   * @return false when somebody else has the key already: the caller rolls back and looks again
   */
  public boolean claim(String accountId, IdempotencyKey key, String jobId) {
    return claim(accountId, key, jobId, null);
  }

  /** As {@link #claim(String, IdempotencyKey, String)}, for what is no job. */
  public boolean claimAnswer(String accountId, IdempotencyKey key, String answer) {
    return claim(accountId, key, null, answer);
  }

  /**
   * Drops the rows that are old enough.
   *
   * @return how many
   */
  public int forget() {
    return database
        .transactions()
        .run(() -> jdbc.sql(FORGET).param("forgotten", forgotten()).update());
  }

  private boolean claim(
      String accountId, IdempotencyKey key, @Nullable String jobId, @Nullable String answer) {
    return database
            .transactions()
            .run(() ->
                jdbc.sql(CLAIM)
                    .param("account", accountId)
                    .param("key", key.key())
                    .param("fingerprint", key.fingerprint())
                    .param("job", jobId)
                    .param("answer", answer)
                    .param("now", clock.millis())
                    .param("forgotten", forgotten())
                    .update())
        == 1;
  }

  private Optional<Remembered> find(String accountId, IdempotencyKey key) {
    Optional<Remembered> remembered =
        jdbc.sql(FIND)
            .param("account", accountId)
            .param("key", key.key())
            .param("forgotten", forgotten())
            .query((row, n) ->
                new Remembered(
                    row.getString("fingerprint"), row.getString("job_id"), row.getString("answer")))
            .optional();
    if (remembered.filter(it -> !it.fingerprint.equals(key.fingerprint())).isPresent()) {
      throw new IdempotencyConflict(key.key());
    }
    return remembered;
  }

  /** Rows made then or before are forgotten, in epoch milliseconds. */
  private long forgotten() {
    return clock.instant().minus(keep).toEpochMilli();
  }

  private record Remembered(String fingerprint, @Nullable String job, @Nullable String answer) {}
}

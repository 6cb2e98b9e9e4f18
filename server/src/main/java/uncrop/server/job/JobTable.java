package uncrop.server.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.Database;

/**
 * The statements on the table {@code job}. Each is conditional: it says what it expects to find.
 */
final class JobTable {
  /*
   * The order of accounts is start-time fair queueing, with jobs as unit: a job's turn is one more
   * than the account's last, but never less than that of who is next now. So the jobs of an account
   * that was away line up with the next ones of the others, an account's thousand jobs do not go
   * before another's one, and nobody saves up turns by waiting. Each priority has its own order.
   */
  private static final String INSERT =
      """
      INSERT INTO job (
        id, account_id, key_prefix, vocabulary, status, priority, turn, work, engine, seed, price,
        wait_until, warnings, webhook_url, request_id, created_at)
      VALUES (
        :id, :account, :key, :vocabulary, 'queued', :priority,
        (SELECT max(turn) FROM (
          SELECT coalesce(max(turn), 0) + 1 AS turn FROM job WHERE account_id = :account
          UNION ALL
          SELECT coalesce(
            (SELECT min(turn) FROM job WHERE status = 'queued' AND priority = :priority),
            (SELECT max(turn) FROM job),
            0)) AS candidate),
        :work, :engine, :seed, :price, :waitUntil, :warnings, :webhook, :request, :now)
      RETURNING
      """
          + JobRow.COLUMNS;

  private static final String CLAIM =
      """
      UPDATE job
      SET status = 'running', attempt = attempt + 1, worker = :worker, heartbeat_at = :now,
        started_at = :now, progress = 0, stage = ''
      WHERE id = (
        SELECT id FROM job WHERE status = 'queued' %s
        ORDER BY priority DESC, turn, id
        LIMIT 1
        %s)
      RETURNING
      """
          + JobRow.COLUMNS;

  private static final String FINISH =
      """
      UPDATE job
      SET status = 'done', result = :result, warnings = :warnings, progress = 1, stage = '',
        worker = NULL, heartbeat_at = NULL, finished_at = :now
      WHERE id = :id AND attempt = :attempt AND status = 'running'
      RETURNING
      """
          + JobRow.COLUMNS;

  private static final String GIVE_UP =
      """
      UPDATE job
      SET status = :status, fault = :fault, error = :error, stage = '', worker = NULL,
        heartbeat_at = NULL, finished_at = :now
      WHERE id = :id AND attempt = coalesce(CAST(:attempt AS integer), attempt)
        AND status IN ('queued', 'running')
      RETURNING
      """
          + JobRow.COLUMNS;

  private static final String RETRY =
      """
      UPDATE job
      SET status = 'queued', round = round + 1, deaths = 0, progress = 0, fault = NULL, error = NULL,
        wait_until = NULL, started_at = NULL, finished_at = NULL,
        turn = (SELECT max(turn) + 1 FROM job)
      WHERE id = :id AND status IN ('failed', 'cancelled') AND swept_at IS NULL
      RETURNING
      """
          + JobRow.COLUMNS;

  private static final String FIND = "SELECT " + JobRow.COLUMNS + " FROM job WHERE id = :id";

  private static final String LIST =
      "SELECT "
          + JobRow.COLUMNS
          + """
          FROM job
          WHERE (CAST(:account AS text) IS NULL OR account_id = :account)
            AND (CAST(:status AS text) IS NULL OR status = :status)
            AND (CAST(:before AS text) IS NULL OR id < :before)
          ORDER BY id DESC
          LIMIT :limit
          """;

  private static final String POSITION =
      """
      SELECT count(*) FROM job AS it JOIN job AS other ON other.status = 'queued'
      WHERE it.id = :id AND it.status = 'queued'
        AND (other.priority > it.priority
          OR other.priority = it.priority
            AND (other.turn < it.turn OR other.turn = it.turn AND other.id <= it.id))
      """;

  private static final String QUEUED = "SELECT count(*) FROM job WHERE status = 'queued'";

  private static final String QUEUED_OF =
      "SELECT count(*) FROM job WHERE status = 'queued' AND account_id = :account";

  private static final String MEAN_TIME =
      """
      SELECT avg(finished_at - started_at)
      FROM (
        SELECT started_at, finished_at FROM job
        WHERE finished_at IS NOT NULL AND swept_at IS NULL AND status = 'done'
        ORDER BY finished_at DESC
        LIMIT 20) AS latest
      """;

  private static final String RUNNING = "SELECT count(*) FROM job WHERE status = 'running'";

  private final JdbcClient jdbc;
  private final String claimAny;
  private final String claimWaited;

  JobTable(Database database) {
    this.jdbc = database.jdbc();
    this.claimAny = CLAIM.formatted("", database.skipLocked());
    this.claimWaited = CLAIM.formatted("AND wait_until IS NOT NULL", database.skipLocked());
  }

  Job insert(NewJob job, Instant now) {
    return jdbc.sql(INSERT)
        .param("id", job.id())
        .param("account", job.accountId())
        .param("key", job.keyPrefix())
        .param("vocabulary", job.vocabulary())
        .param("priority", job.priority())
        .param("work", JobJson.of(job.order()))
        .param("engine", job.order().engine())
        .param("seed", job.order().sampling().seed())
        .param("price", job.price())
        .param("waitUntil", millis(job.waitUntil()))
        .param("warnings", JobJson.of(job.warnings()))
        .param("webhook", job.webhook().map(Object::toString).orElse(null))
        .param("request", job.requestId().orElse(null))
        .param("now", now.toEpochMilli())
        .query(JobRow::read)
        .single();
  }

  Optional<Job> claim(String worker, boolean onlyWaitedFor, Instant now) {
    return jdbc.sql(onlyWaitedFor ? claimWaited : claimAny)
        .param("worker", worker)
        .param("now", now.toEpochMilli())
        .query(JobRow::read)
        .optional();
  }

  Optional<Job> finish(Job job, Result result, List<String> warnings, Instant now) {
    return jdbc.sql(FINISH)
        .param("id", job.id())
        .param("attempt", job.attempt())
        .param("result", JobJson.of(result))
        .param("warnings", JobJson.of(warnings))
        .param("now", now.toEpochMilli())
        .query(JobRow::read)
        .optional();
  }

  /**
   * Ends a job without success.
   *
   * @param attempt the only one that may be ended so; empty: whichever it is
   */
  Optional<Job> giveUp(
      String id, Optional<Integer> attempt, JobFault fault, String error, Instant now) {
    JobStatus status = fault == JobFault.CANCELLED ? JobStatus.CANCELLED : JobStatus.FAILED;
    return jdbc.sql(GIVE_UP)
        .param("id", id)
        .param("attempt", attempt.orElse(null))
        .param("status", status.wire())
        .param("fault", fault.wire())
        .param("error", error)
        .param("now", now.toEpochMilli())
        .query(JobRow::read)
        .optional();
  }

  Optional<Job> retry(String id) {
    return jdbc.sql(RETRY).param("id", id).query(JobRow::read).optional();
  }

  Optional<Job> find(String id) {
    return jdbc.sql(FIND).param("id", id).query(JobRow::read).optional();
  }

  List<Job> list(
      Optional<String> accountId,
      Optional<JobStatus> status,
      Optional<String> beforeId,
      int limit) {
    return jdbc.sql(LIST)
        .param("account", accountId.orElse(null))
        .param("status", status.map(JobStatus::wire).orElse(null))
        .param("before", beforeId.orElse(null))
        .param("limit", limit)
        .query(JobRow::read)
        .list();
  }

  int position(String id) {
    return jdbc.sql(POSITION).param("id", id).query(Integer.class).single();
  }

  int queued() {
    return jdbc.sql(QUEUED).query(Integer.class).single();
  }

  int queuedOf(String accountId) {
    return jdbc.sql(QUEUED_OF).param("account", accountId).query(Integer.class).single();
  }

  int running() {
    return jdbc.sql(RUNNING).query(Integer.class).single();
  }

  Optional<Duration> meanTime() {
    return jdbc.sql(MEAN_TIME)
        .query(Double.class)
        .optional()
        .map(mean -> Duration.ofMillis(Math.round(mean)));
  }

  private static @Nullable Long millis(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(null);
  }
}

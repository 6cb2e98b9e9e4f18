package uncrop.server.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.Database;
import uncrop.server.database.Transactions;

/** What keeps the jobs of all nodes going: heartbeats, and what is done where these fail. */
public final class JobUpkeep {
  /** A job that so many workers died of is not handed to another one. */
  private static final int DEADLY = 2;

  private static final String BEAT =
      """
      UPDATE job SET heartbeat_at = :now, progress = :progress, stage = :stage
      WHERE id = :id AND attempt = :attempt AND status = 'running'
      """;

  private static final String GIVE_BACK =
      """
      UPDATE job
      SET status = 'queued', worker = NULL, heartbeat_at = NULL, started_at = NULL, progress = 0,
        stage = ''
      WHERE id = :id AND attempt = :attempt AND status = 'running'
      """;

  private static final String RESCUE =
      """
      UPDATE job
      SET status = 'queued', deaths = deaths + 1, worker = NULL, heartbeat_at = NULL,
        started_at = NULL, progress = 0, stage = ''
      WHERE status = 'running' AND heartbeat_at < :before AND deaths + 1 < :deadly
      RETURNING id
      """;

  private static final String DEADLY_ONES =
      "SELECT "
          + JobRow.COLUMNS
          + """
          FROM job
          WHERE status = 'running' AND heartbeat_at < :before AND deaths + 1 >= :deadly
          """;

  private static final String OVERDUE =
      "SELECT id FROM job WHERE finished_at IS NULL AND wait_until < :now";

  private static final String SWEEP =
      """
      UPDATE job SET swept_at = :now
      WHERE id IN (
          SELECT id FROM job
          WHERE finished_at IS NOT NULL AND swept_at IS NULL AND finished_at < :before
          ORDER BY finished_at
          LIMIT :limit)
        AND finished_at < :before
      RETURNING id
      """;

  private static final String FORGET =
      "DELETE FROM job WHERE finished_at < :before AND swept_at IS NOT NULL";

  private static final String WITH_FILES =
      "SELECT id FROM job WHERE id IN (:ids) AND swept_at IS NULL";

  private static final String MARKS =
      "SELECT id, status, attempt, progress, stage FROM job WHERE id IN (:ids)";

  private final JdbcClient jdbc;
  private final Transactions transactions;

  public JobUpkeep(Database database) {
    this.jdbc = database.jdbc();
    this.transactions = database.transactions();
  }

  /**
   * Says that a claimed job is still being painted, and how far it is.
   *
   * @return false when it is not this attempt's any more: cancelled, or given to somebody else
   */
  public boolean beat(Job claimed, double progress, String stage, Instant now) {
    return transactions.run(() ->
        jdbc.sql(BEAT)
            .param("id", claimed.id())
            .param("attempt", claimed.attempt())
            .param("progress", progress)
            .param("stage", stage)
            .param("now", now.toEpochMilli())
            .update())
        == 1;
  }

  /** Queues a claimed job again whose worker has to stop; it is not to blame. */
  public boolean giveBack(Job claimed) {
    return transactions.run(() ->
        jdbc.sql(GIVE_BACK).param("id", claimed.id()).param("attempt", claimed.attempt()).update())
        == 1;
  }

  /**
   * Queues the jobs again whose workers have died, but for those that are {@link #deadly}.
   *
   * @param lastBeat workers without a heartbeat since then are dead
   * @return their ids
   */
  public List<String> rescue(Instant lastBeat) {
    return transactions.run(() ->
        jdbc.sql(RESCUE)
            .param("before", lastBeat.toEpochMilli())
            .param("deadly", DEADLY)
            .query(JobUpkeep::id)
            .list());
  }

  /** The jobs whose workers have died, and not for the first time. */
  public List<Job> deadly(Instant lastBeat) {
    return jdbc.sql(DEADLY_ONES)
        .param("before", lastBeat.toEpochMilli())
        .param("deadly", DEADLY)
        .query(JobRow::read)
        .list();
  }

  /** Ids of the jobs that have not ended though nobody waits for them any more. */
  public List<String> overdue(Instant now) {
    return jdbc.sql(OVERDUE).param("now", now.toEpochMilli()).query(JobUpkeep::id).list();
  }

  /**
   * Marks jobs as swept, the oldest first; the caller then deletes their files.
   *
   * @param finishedBefore only jobs that ended before
   * @return their ids
   */
  public List<String> sweep(Instant finishedBefore, int limit, Instant now) {
    return transactions.run(() ->
        jdbc.sql(SWEEP)
            .param("before", finishedBefore.toEpochMilli())
            .param("limit", limit)
            .param("now", now.toEpochMilli())
            .query(JobUpkeep::id)
            .list());
  }

  /** Deletes the rows of swept jobs that ended before. */
  public int forget(Instant finishedBefore) {
    return transactions.run(
        () -> jdbc.sql(FORGET).param("before", finishedBefore.toEpochMilli()).update());
  }

  /** Those of the jobs that there are and that were not swept: their files are wanted. */
  public Set<String> withFiles(Collection<String> ids) {
    return new HashSet<>(jdbc.sql(WITH_FILES).param("ids", ids).query(JobUpkeep::id).list());
  }

  /** What is different whenever there is news of a job, by the ids of those that there are. */
  Map<String, String> marks(Collection<String> ids) {
    Map<String, String> marks = new HashMap<>();
    jdbc.sql(MARKS)
        .param("ids", ids)
        .query(row -> {
          String mark =
              row.getString("status")
                  + row.getInt("attempt")
                  + row.getDouble("progress")
                  + row.getString("stage");
          marks.put(row.getString("id"), mark);
        });
    return marks;
  }

  private static String id(ResultSet row, int n) throws SQLException {
    return row.getString("id");
  }
}

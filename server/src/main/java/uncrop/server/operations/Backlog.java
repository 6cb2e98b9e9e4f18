package uncrop.server.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.Database;

/**
 * What waits in the database, of all nodes together. It is counted when it is asked for, but not
 * anew within a few seconds: a dozen gauges of one scrape share what was read.
 */
final class Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

  private static final Duration FRESH = Duration.ofSeconds(5);

  // one SELECT for each status: only so each has an index of its own
  private static final String COUNT =
      """
      SELECT
        (SELECT count(*) FROM job WHERE status = 'queued') AS queued,
        (SELECT min(created_at) FROM job WHERE status = 'queued') AS oldest_queued,
        (SELECT count(*) FROM job WHERE status = 'running') AS running,
        (SELECT count(*) FROM webhook_message WHERE next_at IS NOT NULL) AS messages,
        (SELECT min(next_at) FROM webhook_message WHERE next_at IS NOT NULL) AS next_message,
        (SELECT coalesce(sum(available), 0) FROM account) AS available,
        (SELECT coalesce(sum(reserved), 0) FROM account) AS reserved
      """;

  /**
   * Ages are in seconds and 0 where nothing waits.
   *
   * @param webhookLag by how much the message that should have gone first is late
   */
  record Counts(
      double queued,
      double oldestQueued,
      double running,
      double messages,
      double webhookLag,
      double available,
      double reserved) {
    /** While the database is away nothing is known. */
    static final Counts UNKNOWN =
        new Counts(
            Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  private final JdbcClient jdbc;
  private final Clock clock;
  private @Nullable Instant read;
  private Counts counts = Counts.UNKNOWN;

  Backlog(Database database, Clock clock) {
    this.jdbc = database.jdbc();
    this.clock = clock;
  }

  synchronized Counts counts() {
    Instant now = clock.instant();
    if (read == null || !now.isBefore(read.plus(FRESH))) {
      counts = count(now);
      read = clock.instant();
    }
    return counts;
  }

  private Counts count(Instant now) {
    try {
      return jdbc.sql(COUNT)
          .query((row, n) ->
              new Counts(
                  row.getLong("queued"),
                  age(row.getLong("oldest_queued"), row.wasNull(), now),
                  row.getLong("running"),
                  row.getLong("messages"),
                  age(row.getLong("next_message"), row.wasNull(), now),
                  row.getLong("available"),
                  row.getLong("reserved")))
          .single();
    } catch (DataAccessException e) {
      LOG.debug("nothing can be counted", e);
      return Counts.UNKNOWN;
    }
  }

  private static double age(long millis, boolean none, Instant now) {
    return none ? 0 : Math.max(0, (now.toEpochMilli() - millis) / 1000.0);
  }
}

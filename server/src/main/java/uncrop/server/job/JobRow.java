package uncrop.server.job;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a row of the table {@code job}. */
final class JobRow {
  static final String COLUMNS =
      """
      id, account_id, key_prefix, vocabulary, status, round, attempt, progress, stage, work, engine,
      seed, price, result, warnings, fault, error, webhook_url, request_id, created_at, started_at,
      finished_at, swept_at
      """;

  private JobRow() {}

  static Job read(ResultSet row, int n) throws SQLException {
    return new Job(
        row.getString("id"),
        row.getString("account_id"),
        row.getString("key_prefix"),
        row.getString("vocabulary"),
        JobStatus.of(row.getString("status")),
        row.getInt("round"),
        row.getInt("attempt"),
        row.getDouble("progress"),
        row.getString("stage"),
        JobJson.order(row.getString("work")),
        row.getString("engine"),
        row.getLong("seed"),
        row.getLong("price"),
        text(row, "result").map(JobJson::result),
        JobJson.warnings(row.getString("warnings")),
        text(row, "fault").map(JobFault::of),
        text(row, "error"),
        text(row, "webhook_url").map(URI::create),
        text(row, "request_id"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        instant(row, "swept_at").isPresent());
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    @Nullable Instant instant = row.wasNull() ? null : Instant.ofEpochMilli(millis);
    return Optional.ofNullable(instant);
  }
}

package uncrop.server.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads rows of messages and attempts. */
final class MessageRow {
  static final String COLUMNS =
      "id, account_id, job_id, event, url, host, body, created_at, began_at, next_at, attempts,"
          + " delivered_at, given_up_at";

  private MessageRow() {}

  static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getString("id"),
        row.getString("account_id"),
        row.getString("job_id"),
        row.getString("event"),
        URI.create(row.getString("url")),
        row.getString("host"),
        row.getString("body"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("began_at")),
        instant(row, "next_at"),
        row.getInt("attempts"),
        instant(row, "delivered_at"),
        instant(row, "given_up_at"));
  }

  static Attempt attempt(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    OptionalInt answered = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
    return new Attempt(
        row.getInt("attempt"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Duration.ofMillis(row.getLong("millis")),
        answered,
        Optional.ofNullable(row.getString("error")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}

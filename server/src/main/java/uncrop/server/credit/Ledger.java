package uncrop.server.credit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.fault.BadInput;
import uncrop.server.database.Database;

/**
 * Where every credit came from and went to. Entries are only ever added. Each method runs in the
 * caller's transaction, or in its own when there is none.
 */
public final class Ledger {
  /** No account holds more, so that no sum comes near the end of 64 bits. */
  public static final long MOST = 1_000_000_000_000_000L;

  private static final int LONGEST_NOTE = 200;

  /*
   * What holds the money is the database, not this class: a trigger adds each entry to the account's
   * two sums, whose CHECKs refuse to fall below 0; a unique index allows one reservation and one
   * settlement (capture or release) for each round of a job; a trigger refuses a settlement that is
   * not of the reserved amount, and any change of an entry. So a mistake here, or a statement typed by
   * hand, fails and takes its transaction along; it cannot lose or double a credit.
   *
   * A reservation first locks the account's row, so that of many who race for the last credit each
   * sees what the one before it left, and the answer can say how much that is.
   */
  private static final String LOCK =
      """
      UPDATE account SET available = available
      WHERE id = :account
      RETURNING available, reserved
      """;

  private static final String GRANT =
      """
      INSERT INTO ledger_entry (account_id, kind, available, reserved, note, created_at)
      VALUES (:account, 'grant', :amount, 0, :note, :now)
      RETURNING id
      """;

  private static final String RESERVE =
      """
      INSERT INTO ledger_entry (account_id, kind, available, reserved, job_id, round, created_at)
      VALUES (:account, 'reserve', -:price, :price, :job, :round, :now)
      """;

  private static final String CAPTURE =
      """
      INSERT INTO ledger_entry (account_id, kind, available, reserved, job_id, round, created_at)
      SELECT account_id, 'capture', 0, -reserved, job_id, round, :now
      FROM ledger_entry
      WHERE job_id = :job AND round = :round AND kind = 'reserve' AND account_id = :account
      """;

  private static final String RELEASE =
      """
      INSERT INTO ledger_entry (account_id, kind, available, reserved, job_id, round, created_at)
      SELECT account_id, 'release', reserved, -reserved, job_id, round, :now
      FROM ledger_entry
      WHERE job_id = :job AND round = :round AND kind = 'reserve' AND account_id = :account
      """;

  private static final String BALANCE =
      "SELECT available, reserved FROM account WHERE id = :account";

  private static final String ENTRIES =
      """
      SELECT id, kind, available, reserved, job_id, round, note, created_at
      FROM ledger_entry
      WHERE account_id = :account AND id < :before
      ORDER BY id DESC
      LIMIT :limit
      """;

  private static final String UNBALANCED =
      """
      SELECT a.id
      FROM account a
      LEFT JOIN ledger_entry e ON e.account_id = a.id
      GROUP BY a.id, a.available, a.reserved
      HAVING a.available <> COALESCE(sum(e.available), 0)
        OR a.reserved <> COALESCE(sum(e.reserved), 0)
      ORDER BY a.id
      """;

  private final Database database;
  private final JdbcClient jdbc;
  private final Clock clock;

  public Ledger(Database database, Clock clock) {
    this.database = database;
    this.jdbc = database.jdbc();
    this.clock = clock;
  }

  /**
   * Gives credits to an account, or takes them from it.
   *
   * @param amount not 0; negative to withdraw
   * @param note for whoever reads the ledger, one line of at most 200 characters
   * @return the id of the entry
   * @throws CreditsShort when more would be withdrawn than is available
   * @throws BadInput when the account would hold more than {@link #MOST}, or the note does not fit
   */
  public long grant(String accountId, long amount, String note) {
    if (amount == 0 || amount < -MOST || amount > MOST) {
      throw new BadInput(
          "amount", amount, "must be 1 to " + MOST + " credits, or as many below 0 to withdraw");
    }
    if (note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl)) {
      throw new BadInput(
          "note", note, "must be one line of at most " + LONGEST_NOTE + " characters");
    }
    return database
        .transactions()
        .run(() -> {
          Balance before = lock(accountId);
          if (before.available() + amount < 0) {
            throw new CreditsShort(-amount, before.available());
          }
          if (before.available() + before.reserved() + amount > MOST) {
            throw new BadInput(
                "amount", amount, "would be more than the " + MOST + " of an account");
          }
          return jdbc.sql(GRANT)
              .param("account", accountId)
              .param("amount", amount)
              .param("note", note)
              .param("now", clock.millis())
              .query(Long.class)
              .single();
        });
  }

  /**
   * Sets the price of a job aside; nothing when it is 0.
   *
   * @param round how often the job was taken up anew: each is paid for by itself
   * @throws CreditsShort when the account has less available
   */
  public void reserve(String accountId, String jobId, int round, long price) {
    if (price == 0) {
      return;
    }
    database
        .transactions()
        .run(() -> {
          Balance before = lock(accountId);
          if (before.available() < price) {
            throw new CreditsShort(price, before.available());
          }
          jdbc.sql(RESERVE)
              .param("account", accountId)
              .param("price", price)
              .param("job", jobId)
              .param("round", round)
              .param("now", clock.millis())
              .update();
        });
  }

  /**
   * Takes what was reserved. Nothing when nothing was.
   *
   * @throws org.springframework.dao.DataAccessException when it was taken or given back already
   */
  public void capture(String accountId, String jobId, int round) {
    settle(CAPTURE, accountId, jobId, round);
  }

  /** Gives back what was reserved; as {@link #capture} otherwise. */
  public void release(String accountId, String jobId, int round) {
    settle(RELEASE, accountId, jobId, round);
  }

  /** The two sums of the account's entries. */
  public Balance balance(String accountId) {
    return jdbc.sql(BALANCE).param("account", accountId).query((row, n) -> balance(row)).single();
  }

  /**
   * The account's entries, the newest first.
   *
   * @param before only those older than the entry of this id
   * @param limit at most so many
   */
  public List<LedgerEntry> entries(String accountId, OptionalLong before, int limit) {
    return jdbc.sql(ENTRIES)
        .param("account", accountId)
        .param("before", before.orElse(Long.MAX_VALUE))
        .param("limit", limit)
        .query((row, n) -> entry(row))
        .list();
  }

  /** Ids of accounts whose sums are not those of their entries: none, unless somebody meddled. */
  public List<String> unbalanced() {
    return jdbc.sql(UNBALANCED).query((row, n) -> row.getString("id")).list();
  }

  private Balance lock(String accountId) {
    return jdbc.sql(LOCK).param("account", accountId).query((row, n) -> balance(row)).single();
  }

  private void settle(String statement, String accountId, String jobId, int round) {
    database
        .transactions()
        .run(() ->
            jdbc.sql(statement)
                .param("account", accountId)
                .param("job", jobId)
                .param("round", round)
                .param("now", clock.millis())
                .update());
  }

  private static Balance balance(ResultSet row) throws SQLException {
    return new Balance(row.getLong("available"), row.getLong("reserved"));
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    int round = row.getInt("round");
    @Nullable Integer ofRound = row.wasNull() ? null : round;
    return new LedgerEntry(
        row.getLong("id"),
        LedgerEntry.Kind.of(row.getString("kind")),
        row.getLong("available"),
        row.getLong("reserved"),
        Optional.ofNullable(row.getString("job_id")),
        Optional.ofNullable(ofRound),
        row.getString("note"),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }
}

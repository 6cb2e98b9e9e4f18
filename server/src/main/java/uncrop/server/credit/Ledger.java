package uncrop.server.credit;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.fault.BadInput;
import uncrop.server.database.Database;

/**
 * Where every credit came from and went to. Entries are only ever added. Each method runs in the
 * caller's transaction, or in its own when there is none.
 */
public final class Ledger {
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
      "UPDATE account SET available = available WHERE id = :account RETURNING available";

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
   * @param note for whoever reads the ledger
   * @return the id of the entry
   * @throws CreditsShort when more would be withdrawn than is available
   */
  public long grant(String accountId, long amount, String note) {
    if (amount == 0) {
      throw new BadInput("amount", "0", "must be a number of credits, negative to withdraw");
    }
    return database
        .transactions()
        .run(() -> {
          long available = lock(accountId);
          if (amount < 0 && available < -amount) {
            throw new CreditsShort(-amount, available);
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
          long available = lock(accountId);
          if (available < price) {
            throw new CreditsShort(price, available);
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
   * @throws org.springframework.dao.DataIntegrityViolationException when it was taken or given back
   *     already
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
    return jdbc.sql(BALANCE)
        .param("account", accountId)
        .query((row, n) -> new Balance(row.getLong("available"), row.getLong("reserved")))
        .single();
  }

  private long lock(String accountId) {
    return jdbc.sql(LOCK).param("account", accountId).query(Long.class).single();
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
}

package uncrop.server.account;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.fault.BadInput;
import uncrop.server.database.Database;
import uncrop.server.outbound.OutboundAddress;

/** The accounts of this installation. Every method is one statement, whole by itself. */
public final class Accounts {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_URL = 2048;

  private static final String INSERT =
      """
      INSERT INTO account (id, name, created_at)
      VALUES (:id, :name, :now)
      ON CONFLICT (name) DO NOTHING
      RETURNING id, name, priority, webhook_url, created_at, closed_at
      """;

  // a name wins over an id, so that nobody can hide an account behind the id of another
  private static final String FIND =
      """
      SELECT id, name, priority, webhook_url, created_at, closed_at
      FROM account
      WHERE name = :which OR id = :which
      ORDER BY CASE WHEN name = :which THEN 0 ELSE 1 END
      LIMIT 1
      """;

  private static final String LIST =
      """
      SELECT id, name, priority, webhook_url, created_at, closed_at
      FROM account
      WHERE created_at > :after_created OR created_at = :after_created AND id > :after
      ORDER BY created_at, id
      LIMIT :limit
      """;

  private final Database database;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final NoArgGenerator ids;

  public Accounts(Database database, Clock clock, SecureRandom random) {
    this.database = database;
    this.jdbc = database.jdbc();
    this.clock = clock;
    this.ids = Generators.timeBasedEpochRandomGenerator(random);
  }

  /**
   * Makes an account.
   *
   * @param name 1 to 64 visible characters, not the name of another one
   * @throws BadInput when the name does not fit or is in use
   */
  public Account create(String name) {
    String checked = checked(name);
    return database
        .transactions()
        .run(() ->
            jdbc.sql(INSERT)
                .param("id", ids.generate().toString())
                .param("name", checked)
                .param("now", clock.millis())
                .query((row, n) -> account(row))
                .optional())
        .orElseThrow(
            () -> new BadInput("name", checked, "is the name of an account; choose another"));
  }

  /** All accounts, the oldest first, closed ones too. */
  public List<Account> list() {
    return list(Optional.empty(), Integer.MAX_VALUE);
  }

  /**
   * Accounts by the page, the oldest first, closed ones too.
   *
   * @param after only those that follow the account of this id
   * @throws BadInput when there is no such account
   */
  public List<Account> list(Optional<String> after, int limit) {
    Optional<Account> before = after.map(this::named);
    return jdbc.sql(LIST)
        .param("after", before.map(Account::id).orElse(""))
        .param("after_created", before.map(it -> it.created().toEpochMilli()).orElse(-1L))
        .param("limit", limit)
        .query((row, n) -> account(row))
        .list();
  }

  /** The account of that name or id. */
  public Optional<Account> find(String nameOrId) {
    return jdbc.sql(FIND).param("which", nameOrId).query((row, n) -> account(row)).optional();
  }

  /**
   * The account of that name or id.
   *
   * @throws BadInput when there is none
   */
  public Account named(String nameOrId) {
    return find(nameOrId).orElseThrow(() -> unknown(nameOrId));
  }

  /**
   * Refuses the account's keys from now on. Its jobs end as they would have.
   *
   * @throws BadInput when there is no such account
   */
  public Account close(String nameOrId) {
    return change("closed_at = COALESCE(closed_at, :value)", nameOrId, clock.millis());
  }

  /** Takes a closed account's keys again, as they were. */
  public Account reopen(String nameOrId) {
    return change("closed_at = :value", nameOrId, null);
  }

  /** Sets how urgent the account's jobs are; counts for jobs that are accepted from now on. */
  public Account setPriority(String nameOrId, int priority) {
    return change("priority = :value", nameOrId, priority);
  }

  /**
   * Sets who is told of the end of the account's jobs.
   *
   * @param url absolute, of http or https; empty for nobody
   * @throws BadInput when it is something else, or there is no such account
   */
  public Account setWebhook(String nameOrId, String url) {
    return change(
        "webhook_url = :value", nameOrId, url.isBlank() ? null : webhook(url.strip()).toString());
  }

  private Account change(String assignment, String nameOrId, @Nullable Object value) {
    String update =
        "UPDATE account SET "
            + assignment
            + " WHERE id = :id"
            + " RETURNING id, name, priority, webhook_url, created_at, closed_at";
    return database
        .transactions()
        .run(() ->
            jdbc.sql(update)
                .param("id", named(nameOrId).id())
                .param("value", value)
                .query((row, n) -> account(row))
                .single());
  }

  private static BadInput unknown(String nameOrId) {
    return new BadInput(
        "account", nameOrId, "is neither name nor id of an account; see accounts list");
  }

  private static String checked(String name) {
    boolean visible = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || !visible) {
      throw new BadInput(
          "name", "\"" + name + "\"", "must be 1 to " + LONGEST_NAME + " visible characters");
    }
    return name.strip();
  }

  private static URI webhook(String url) {
    try {
      if (url.length() <= LONGEST_URL) {
        return OutboundAddress.checked("webhookUrl", new URI(url));
      }
    } catch (URISyntaxException e) {
      // refused as one of another form
    }
    throw new BadInput("webhookUrl", url, "must be an absolute URL of http or https");
  }

  private static Account account(ResultSet row) throws SQLException {
    long closed = row.getLong("closed_at");
    @Nullable Instant closedAt = row.wasNull() ? null : Instant.ofEpochMilli(closed);
    return new Account(
        row.getString("id"),
        row.getString("name"),
        row.getInt("priority"),
        Optional.ofNullable(row.getString("webhook_url")).map(URI::create),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Optional.ofNullable(closedAt));
  }
}

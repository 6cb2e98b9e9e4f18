package uncrop.server.key;

import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.fault.BadInput;
import uncrop.server.account.Account;
import uncrop.server.database.Database;

/** The keys of this installation. Every method is one or two statements, each whole by itself. */
public final class ApiKeys {
  private static final int LONGEST_NAME = 64;

  private static final String INSERT =
      """
      INSERT INTO api_key (prefix, account_id, name, scope, hash, created_at)
      VALUES (:prefix, :account, :name, :scope, :hash, :now)
      ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
      """;

  private static final String INSERT_FIRST =
      """
      INSERT INTO api_key (prefix, account_id, name, scope, hash, created_at)
      SELECT :prefix, :account, :name, :scope, :hash, :now
      WHERE NOT EXISTS (SELECT 1 FROM api_key)
      """;

  private static final String FIND_VALID =
      """
      SELECT k.prefix, k.account_id, k.scope, k.name, k.created_at, k.revoked_at, k.last_used_at,
        a.name AS account_name, a.priority, a.webhook_url, a.created_at AS account_created_at
      FROM api_key k
      JOIN account a ON a.id = k.account_id
      WHERE k.hash = :hash AND k.revoked_at IS NULL AND a.closed_at IS NULL
      """;

  private static final String LIST =
      """
      SELECT prefix, account_id, scope, name, created_at, revoked_at, last_used_at
      FROM api_key
      WHERE (:account = '' OR account_id = :account)
        AND (created_at > :after_created OR created_at = :after_created AND prefix > :after)
      ORDER BY created_at, prefix
      LIMIT :limit
      """;

  private static final String FIND_PREFIX =
      """
      SELECT prefix, account_id, scope, name, created_at, revoked_at, last_used_at
      FROM api_key
      WHERE prefix = :prefix
      """;

  private static final String REVOKE =
      """
      UPDATE api_key SET revoked_at = :now
      WHERE (name = :which OR prefix = :which) AND revoked_at IS NULL
      RETURNING prefix, account_id, scope, name, created_at, revoked_at, last_used_at
      """;

  private final Database database;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random;
  private final KeyUses uses;

  /** Keys whose use is noted before they are used. */
  public ApiKeys(Database database, Clock clock, SecureRandom random) {
    this(database, clock, random, Runnable::run);
  }

  /**
   * @param afterwards notes uses while the request goes on: it must not wait for a disk
   */
  public ApiKeys(Database database, Clock clock, SecureRandom random, Executor afterwards) {
    this.database = database;
    this.jdbc = database.jdbc();
    this.clock = clock;
    this.random = random;
    this.uses = new KeyUses(database, clock, afterwards);
  }

  /**
   * Makes a key.
   *
   * @param accountId of an account that exists
   * @param name 1 to 64 visible characters, not the name of another valid key
   * @return the key, which cannot be had again
   * @throws BadInput when the name does not fit or is in use
   */
  public String create(String accountId, String name, Scope scope) {
    Secret secret = Secret.random(random);
    if (insert(INSERT, secret, accountId, checked(name), scope) == 0) {
      throw new BadInput(
          "name", name, "is the name of a valid key; revoke that one or choose another");
    }
    return secret.text();
  }

  /**
   * Makes a key if there has never been one, so that a new installation can be used at once: it
   * belongs to the local account and may do everything.
   */
  public Optional<String> createFirst(String name) {
    Secret secret = Secret.random(random);
    return insert(INSERT_FIRST, secret, Account.LOCAL, checked(name), Scope.ADMIN) == 0
        ? Optional.empty()
        : Optional.of(secret.text());
  }

  /**
   * Whose valid key this is, in one indexed read; notes that it was used. The keys of a closed
   * account are not recognised.
   */
  public Optional<Caller> recognise(String presented) {
    Optional<Caller> caller =
        jdbc.sql(FIND_VALID)
            .param("hash", new Secret(presented).hash())
            .query((row, n) -> caller(row))
            .optional();
    caller.ifPresent(found -> uses.note(found.key()));
    return caller;
  }

  /** As much of a key, or of what is presented as one, as anybody may see. */
  public static String shownPart(String presented) {
    return new Secret(presented).prefix();
  }

  /** All keys, the oldest first, revoked ones too. */
  public List<ApiKey> list() {
    return list(Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
  }

  /**
   * Keys by the page, the oldest first, revoked ones too.
   *
   * @param accountId only those of this account
   * @param after only those that follow the key of this prefix
   * @throws BadInput when there is no key of that prefix
   */
  public List<ApiKey> list(Optional<String> accountId, Optional<String> after, int limit) {
    Optional<Instant> from = after.map(this::withPrefix).map(ApiKey::created);
    return jdbc.sql(LIST)
        .param("account", accountId.orElse(""))
        .param("after", after.orElse(""))
        .param("after_created", from.map(Instant::toEpochMilli).orElse(-1L))
        .param("limit", limit)
        .query((row, n) -> key(row))
        .list();
  }

  private ApiKey withPrefix(String prefix) {
    return jdbc.sql(FIND_PREFIX)
        .param("prefix", prefix)
        .query((row, n) -> key(row))
        .optional()
        .orElseThrow(() -> new BadInput("after", prefix, "must be the prefix of a key"));
  }

  /**
   * Makes a key invalid for good.
   *
   * @param which name or prefix of a valid key
   * @return what is known of it now
   * @throws BadInput when no valid key has that name or prefix
   */
  public ApiKey revoke(String which) {
    return database
        .transactions()
        .run(() ->
            jdbc.sql(REVOKE)
                .param("which", which)
                .param("now", clock.millis())
                .query((row, n) -> key(row))
                .list())
        .stream()
        .findFirst()
        .orElseThrow(() ->
            new BadInput("key", which, "is neither name nor prefix of a valid key; see keys list"));
  }

  private int insert(String statement, Secret secret, String accountId, String name, Scope scope) {
    return database
        .transactions()
        .run(() ->
            jdbc.sql(statement)
                .param("prefix", secret.prefix())
                .param("account", accountId)
                .param("name", name)
                .param("scope", scope.word())
                .param("hash", secret.hash())
                .param("now", clock.millis())
                .update());
  }

  private static String checked(String name) {
    boolean visible = name.codePoints().noneMatch(Character::isISOControl);
    // a name like a prefix would make revoke ambiguous
    boolean likeKey = name.startsWith(Secret.START);
    if (name.isBlank() || name.length() > LONGEST_NAME || !visible || likeKey) {
      throw new BadInput(
          "name",
          "\"" + name + "\"",
          "must be 1 to "
              + LONGEST_NAME
              + " visible characters, not beginning with "
              + Secret.START);
    }
    return name.strip();
  }

  private static Caller caller(ResultSet row) throws SQLException {
    Account account =
        new Account(
            row.getString("account_id"),
            row.getString("account_name"),
            row.getInt("priority"),
            Optional.ofNullable(row.getString("webhook_url")).map(URI::create),
            Instant.ofEpochMilli(row.getLong("account_created_at")),
            Optional.empty());
    return new Caller(account, key(row));
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("prefix"),
        row.getString("account_id"),
        Scope.of(row.getString("scope")),
        row.getString("name"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        instant(row, "revoked_at"),
        instant(row, "last_used_at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    @Nullable Instant instant = row.wasNull() ? null : Instant.ofEpochMilli(millis);
    return Optional.ofNullable(instant);
  }
}

package uncrop.server.webhook;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.Database;

/**
 * The secrets by which receivers tell our messages from others: one for each account, {@code
 * whsec_} and 32 random bytes in base64, made when it is first needed.
 */
public final class WebhookSecrets {
  static final String START = "whsec_";
  private static final int BYTES = 32;

  private static final String FIND =
      """
      SELECT webhook_secret FROM account WHERE id = :account AND webhook_secret IS NOT NULL
      """;

  private static final String SET_FIRST =
      """
      UPDATE account SET webhook_secret = :secret WHERE id = :account AND webhook_secret IS NULL
      """;

  private static final String REPLACE =
      """
      UPDATE account SET webhook_secret = :secret WHERE id = :account
      """;

  private final Database database;
  private final JdbcClient jdbc;
  private final SecureRandom random;

  public WebhookSecrets(Database database, SecureRandom random) {
    this.database = database;
    this.jdbc = database.jdbc();
    this.random = random;
  }

  /** The secret of an account that exists. Of two nodes that make it at once both get the same. */
  public String of(String accountId) {
    return find(accountId)
        .orElseGet(() -> {
          set(SET_FIRST, accountId);
          return find(accountId).orElseThrow();
        });
  }

  /** Makes a new secret; the old one signs nothing any more. */
  public String replace(String accountId) {
    set(REPLACE, accountId);
    return find(accountId).orElseThrow();
  }

  private Optional<String> find(String accountId) {
    return jdbc.sql(FIND).param("account", accountId).query(String.class).optional();
  }

  private void set(String statement, String accountId) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String secret = START + Base64.getEncoder().encodeToString(bytes);
    database
        .transactions()
        .run(() -> {
          jdbc.sql(statement).param("account", accountId).param("secret", secret).update();
        });
  }
}

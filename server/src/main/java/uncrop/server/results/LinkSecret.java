package uncrop.server.results;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;
import uncrop.server.database.Database;

/**
 * The secret that signs links. It lies in the database, so that all nodes of an installation sign
 * alike and a restart leaves links valid.
 */
final class LinkSecret {
  private static final String NAME = "result-links";

  /** As long as what HMAC-SHA256 puts out; a longer one adds nothing. */
  private static final int BYTES = 32;

  private static final String INSERT =
      """
      INSERT INTO installation_secret (name, value) VALUES (:name, :value)
      ON CONFLICT (name) DO NOTHING
      """;

  private static final String FIND =
      """
      SELECT value FROM installation_secret WHERE name = :name
      """;

  private LinkSecret() {}

  /** The secret of this installation, made when there is none yet; two nodes agree on one. */
  static byte[] of(Database database, SecureRandom random) {
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    JdbcClient jdbc = database.jdbc();
    database
        .transactions()
        .run(() -> {
          jdbc.sql(INSERT)
              .param("name", NAME)
              .param("value", Base64.getEncoder().encodeToString(fresh))
              .update();
        });
    String kept = jdbc.sql(FIND).param("name", NAME).query(String.class).single();
    return Base64.getDecoder().decode(kept);
  }
}

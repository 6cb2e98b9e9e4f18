package uncrop.server.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import uncrop.server.database.Database;

/** When keys were used last. */
final class KeyUses {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

  /** How stale {@code last_used_at} may be: a busy key must not cost a write for every request. */
  private static final Duration RESOLUTION = Duration.ofMinutes(1);

  private static final String NOTE =
      """
      UPDATE api_key SET last_used_at = :now
      WHERE prefix = :prefix AND (last_used_at IS NULL OR last_used_at <= :stale)
      """;

  private final Database database;
  private final Clock clock;
  private final Executor afterwards;

  /** Prefixes that are on their way, so that of many requests at once one is written down. */
  private final Set<String> noting = ConcurrentHashMap.newKeySet();

  /**
   * @param afterwards runs what a request need not wait for
   */
  KeyUses(Database database, Clock clock, Executor afterwards) {
    this.database = database;
    this.clock = clock;
    this.afterwards = afterwards;
  }

  /**
   * Notes that the key is used now.
   *
   * @param key as it was read
   */
  void note(ApiKey key) {
    Instant now = clock.instant();
    Instant stale = now.minus(RESOLUTION);
    boolean known = key.lastUsed().filter(used -> used.isAfter(stale)).isPresent();
    if (known || !noting.add(key.prefix())) {
      return;
    }
    afterwards.execute(() -> {
      try {
        write(key.prefix(), now, stale);
      } catch (DataAccessException | TransactionException e) {
        // no request fails because nobody could say when its key was used
        LOG.debug("the use of key {} was not noted", key.prefix(), e);
      } finally {
        noting.remove(key.prefix());
      }
    });
  }

  private void write(String prefix, Instant now, Instant stale) {
    database
        .transactions()
        .run(() ->
            database
                .jdbc()
                .sql(NOTE)
                .param("prefix", prefix)
                .param("now", now.toEpochMilli())
                .param("stale", stale.toEpochMilli())
                .update());
  }
}

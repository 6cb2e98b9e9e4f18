package uncrop.server.key;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a key; the key itself is not.
 *
 * @param prefix the first characters of the key, by which people tell it from others
 * @param accountId whose it is
 * @param name who or what it was made for
 * @param lastUsed to the minute
 */
public record ApiKey(
    String prefix,
    String accountId,
    Scope scope,
    String name,
    Instant created,
    Optional<Instant> revoked,
    Optional<Instant> lastUsed) {}

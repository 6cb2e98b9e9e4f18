package uncrop.server.job;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job to be queued.
 *
 * @param priority jobs of a higher one go first
 * @param waitUntil when nobody waits for it any more and it is dropped; empty: never
 */
public record NewJob(
    String id,
    String accountId,
    int priority,
    String keyPrefix,
    String vocabulary,
    Order order,
    long price,
    List<String> warnings,
    Optional<URI> webhook,
    Optional<String> requestId,
    Optional<Instant> waitUntil) {}

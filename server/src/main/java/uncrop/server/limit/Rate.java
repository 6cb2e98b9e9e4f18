package uncrop.server.limit;

import java.time.Instant;

/**
 * Where somebody stands.
 *
 * @param remaining requests that would be allowed now
 * @param resetAt from when on at least one is; now, where one is already
 */
public record Rate(long remaining, Instant resetAt) {}

package uncrop.server.idempotency;

/**
 * By which a request that is sent again is known.
 *
 * @param key as the caller chose it, unique in the account
 * @param fingerprint of path and content, to tell the same request from another one with its key
 */
public record IdempotencyKey(String key, String fingerprint) {}

package uncrop.server.idempotency;

import uncrop.fault.UncropException;

/** The key was sent before, with another request. */
public final class IdempotencyConflict extends UncropException {
  IdempotencyConflict(String key) {
    super("Idempotency-Key " + key + ": was used for another request; send a new one");
  }
}

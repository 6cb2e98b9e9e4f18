package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import uncrop.server.idempotency.IdempotencyKey;
import uncrop.server.wire.Parameters;

/** The header {@code Idempotency-Key}, which every POST may have. */
public final class IdempotencyKeys {
  private IdempotencyKeys() {}

  /**
   * The key, with the fingerprint of path and parameters.
   *
   * @throws uncrop.fault.BadInput when it is empty, too long or not visible ASCII
   */
  public static Optional<IdempotencyKey> of(HttpServletRequest request, Parameters sent) {
    return IdempotencyKey.of(
        request.getHeader(IdempotencyKey.HEADER), () -> sent.fingerprint(request.getRequestURI()));
  }
}

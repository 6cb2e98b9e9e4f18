package uncrop.server.painting;

import uncrop.fault.UncropException;

/** The engine broke. The cause is for the log, never for the caller. */
public final class PaintingFailed extends UncropException {
  PaintingFailed(Throwable cause) {
    super("painting failed; nothing that the request could change", cause);
  }
}

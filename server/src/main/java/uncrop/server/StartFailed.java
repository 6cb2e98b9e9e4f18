package uncrop.server;

import uncrop.fault.UncropException;

/** The server could not be started. */
final class StartFailed extends UncropException {
  StartFailed(String message, Throwable cause) {
    super(message, cause);
  }
}

package uncrop.server.intake;

import uncrop.fault.UncropException;

/** Waiting and painting together took longer than this server lets a request wait. */
public final class PaintingTimedOut extends UncropException {
  PaintingTimedOut(String message) {
    super(message);
  }
}

package uncrop.server.wire;

import uncrop.fault.UncropException;

/** The caller took too long to send the body. */
public final class BodyTimedOut extends UncropException {
  BodyTimedOut() {
    super("body: did not arrive in time; send it faster, or a smaller one");
  }
}

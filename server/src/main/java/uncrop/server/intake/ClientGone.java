package uncrop.server.intake;

import uncrop.fault.UncropException;

/** Who waited has hung up: nobody reads an answer. */
public final class ClientGone extends UncropException {
  ClientGone() {
    super("the client hung up before the picture was ready");
  }
}

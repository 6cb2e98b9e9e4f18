package uncrop.server.intake;

import uncrop.fault.UncropException;

/** The server stops before the picture was ready. */
public final class ServerStopping extends UncropException {
  ServerStopping() {
    super("the server is stopping; try again in a minute");
  }
}

package uncrop.server.web;

import uncrop.fault.UncropException;

/** The key is valid, and is not one that may do this. */
public final class AdminRequired extends UncropException {
  AdminRequired() {
    super("this needs an API key of the scope admin");
  }
}

package uncrop.server.source;

import uncrop.fault.UncropException;

/** The host of a picture could not be reached or did not answer with one. */
public final class HostFailed extends UncropException {
  HostFailed(String field, String host, String reason) {
    super(field + " on " + host + ": the picture's host failed: " + reason);
  }
}

package uncrop.server.web;

import uncrop.fault.UncropException;

/** No key, or none that is valid. Does not say which keys there are. */
final class KeyRefused extends UncropException {
  KeyRefused(String message) {
    super(message);
  }
}

package uncrop.server.source;

import uncrop.fault.UncropException;

/** A picture address that leads inside, where callers must not reach through this server. */
public final class AddressRefused extends UncropException {
  AddressRefused(String field, String host) {
    super(
        field
            + " on "
            + host
            + ": the address or its port is not public; send the picture itself, or have the operator list the"
            + " host under uncrop.fetch.allow");
  }
}

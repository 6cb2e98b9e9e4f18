package uncrop.server.source;

import java.time.Duration;
import uncrop.fault.UncropException;

/** The host of a picture took too long. */
public final class HostTimedOut extends UncropException {
  HostTimedOut(String field, String host, Duration deadline) {
    super(
        field
            + " on "
            + host
            + ": the picture did not arrive within "
            + deadline.toMillis() / 1000.0
            + " s");
  }
}

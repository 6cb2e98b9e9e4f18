package uncrop.server.painting;

import java.time.Duration;
import uncrop.fault.UncropException;

/** Waiting and painting together took longer than this server lets a request wait. */
public final class PaintingTimedOut extends UncropException {
  PaintingTimedOut(Duration patience) {
    super(
        "the picture was not ready within "
            + patience.toMillis() / 1000.0
            + " s and was given up; ask for fewer pixels or samples, or later");
  }
}

package uncrop.server.intake;

import java.time.Duration;
import uncrop.fault.UncropException;

/** As many jobs wait as may, of this account or in all. */
public final class QueueFull extends UncropException {
  private final Duration retryAfter;

  QueueFull(Duration retryAfter) {
    super("too many paintings are waiting; try again in " + retryAfter.toSeconds() + " s");
    this.retryAfter = retryAfter;
  }

  /** When a place is likely to be free, in whole seconds, at least 1. */
  public Duration retryAfter() {
    return retryAfter;
  }
}

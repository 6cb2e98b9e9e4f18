package uncrop.server.painting;

import java.time.Duration;
import uncrop.fault.UncropException;

/** As many paintings run and wait as are allowed. */
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

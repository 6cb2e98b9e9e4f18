package uncrop.server.limit;

import java.time.Duration;
import uncrop.fault.UncropException;

/** Somebody asked too often. */
public final class RateExceeded extends UncropException {
  private final Rate rate;
  private final Duration retryAfter;

  /**
   * @param retryAfter rounded up to whole seconds, at least one
   */
  RateExceeded(String what, Rate rate, Duration retryAfter) {
    super("too many " + what + "; try again in " + retryAfter.toSeconds() + " s");
    this.rate = rate;
    this.retryAfter = retryAfter;
  }

  public Rate rate() {
    return rate;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}

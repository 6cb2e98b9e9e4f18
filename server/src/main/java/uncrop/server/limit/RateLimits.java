package uncrop.server.limit;

import java.time.Clock;
import java.util.Optional;

/**
 * How often a key may ask. In the memory of this node; nothing is kept for a key that is silent.
 */
public final class RateLimits {
  /** Keys at once; far more than anybody hands out. */
  private static final int MOST_KEYS = 100_000;

  private final Optional<Buckets> buckets;

  public RateLimits(RateSettings settings, Clock clock) {
    this.buckets =
        settings.perMinute() == 0
            ? Optional.empty()
            : Optional.of(new Buckets(settings.perMinute(), settings.burst(), MOST_KEYS, clock));
  }

  /**
   * Counts a request.
   *
   * @param keyPrefix of the key that it came with
   * @return where the key stands now; empty when there is no limit
   * @throws RateExceeded when it was one too many; then it is not counted
   */
  public Optional<Rate> take(String keyPrefix) {
    if (buckets.isEmpty()) {
      return Optional.empty();
    }
    Buckets.Taken taken = buckets.get().take(keyPrefix);
    if (!taken.allowed()) {
      throw new RateExceeded("requests with this API key", taken.rate(), taken.retryAfter());
    }
    return Optional.of(taken.rate());
  }
}

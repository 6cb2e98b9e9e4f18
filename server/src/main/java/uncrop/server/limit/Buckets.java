package uncrop.server.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One token bucket for each of many names. Thread-safe. */
final class Buckets {
  /*
   * A bucket that is full again is as good as none, so those are what is dropped: once a minute, and
   * when there are too many. Only somebody who uses more names than that within the time a bucket
   * needs to fill (addresses can be had by the million) finds all full and not dropped; then all go
   * at once, which is kinder than to grow without end, and forgets no more than a minute.
   */
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private final ConcurrentMap<String, Bucket> byName = new ConcurrentHashMap<>();
  private final AtomicLong lastSweep;
  private final int perMinute;
  private final int burst;
  private final int most;
  private final Clock clock;
  private final TimeMeter meter;

  /**
   * @param perMinute tokens that come back in a minute, evenly
   * @param burst tokens that a full bucket has
   * @param most names that are remembered
   */
  Buckets(int perMinute, int burst, int most, Clock clock) {
    this.perMinute = perMinute;
    this.burst = burst;
    this.most = most;
    this.clock = clock;
    this.meter = new ClockMeter(clock);
    this.lastSweep = new AtomicLong(clock.millis());
  }

  /** What came of taking a token. */
  record Taken(boolean allowed, Rate rate, Duration retryAfter) {}

  /** Takes a token, if there is one. */
  Taken take(String name) {
    sweep();
    ConsumptionProbe probe =
        byName.computeIfAbsent(name, unseen -> full()).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed() && probe.getRemainingTokens() > 0) {
      return new Taken(true, new Rate(probe.getRemainingTokens(), clock.instant()), Duration.ZERO);
    }
    // what is waited for after the last token was taken is not said by the probe that took it
    long nanos =
        probe.isConsumed()
            ? TimeUnit.MINUTES.toNanos(1) / perMinute
            : probe.getNanosToWaitForRefill();
    Duration wait = wholeSeconds(nanos);
    return new Taken(probe.isConsumed(), new Rate(0, clock.instant().plus(wait)), wait);
  }

  /** Whether a token could be taken; takes none. */
  Taken look(String name) {
    Bucket bucket = byName.get(name);
    if (bucket == null) {
      return new Taken(true, new Rate(burst, clock.instant()), Duration.ZERO);
    }
    var probe = bucket.estimateAbilityToConsume(1);
    Duration wait = wholeSeconds(probe.getNanosToWaitForRefill());
    return probe.canBeConsumed()
        ? new Taken(true, new Rate(probe.getRemainingTokens(), clock.instant()), Duration.ZERO)
        : new Taken(false, new Rate(0, clock.instant().plus(wait)), wait);
  }

  /** How many names are remembered. */
  int size() {
    return byName.size();
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(meter)
        .build();
  }

  private void sweep() {
    long last = lastSweep.get();
    long now = clock.millis();
    boolean crowded = byName.size() >= most;
    if ((crowded || now - last >= BETWEEN_SWEEPS.toMillis())
        && lastSweep.compareAndSet(last, now)) {
      byName.values().removeIf(bucket -> bucket.getAvailableTokens() >= burst);
      if (byName.size() >= most) {
        byName.clear();
      }
    }
  }

  private static Duration wholeSeconds(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, second)));
  }

  /** Bucket4j's time is that of the server, and of its tests. */
  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}

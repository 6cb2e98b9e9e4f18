package uncrop.server.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Shows the time that a test sets. */
final class MutableClock extends Clock {
  private final AtomicReference<Instant> now = new AtomicReference<>();

  MutableClock(Instant now) {
    this.now.set(now);
  }

  void set(Instant time) {
    now.set(time);
  }

  void forward(Duration by) {
    now.updateAndGet(time -> time.plus(by));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}

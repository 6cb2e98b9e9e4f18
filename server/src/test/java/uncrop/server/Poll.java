package uncrop.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens elsewhere, in another thread or process. */
public final class Poll {
  private static final long PAUSE_NANOS = 20_000_000;

  private Poll() {}

  /** Returns as soon as the condition holds; fails when it still does not after so long. */
  public static void until(Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not so after " + atMost);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

package uncrop.server.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes who delivers when there is something to do on this node. */
final class Bell {
  private final Semaphore rung = new Semaphore(0);

  void ring() {
    rung.release();
  }

  /** Returns when it was rung since the last time, or after so long. */
  void await(Duration atMost) throws InterruptedException {
    boolean woken = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (woken) {
      rung.drainPermits();
    }
  }
}

package uncrop.models.download;

import java.time.Duration;

/** Waits before another try. */
public interface Pause {
  void sleep(Duration time) throws InterruptedException;

  /** By the clock of the system. */
  static Pause real() {
    return Thread::sleep;
  }
}

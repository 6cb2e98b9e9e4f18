package uncrop.server.worker;

import java.time.Duration;
import uncrop.server.settings.JobSettings;

/** Settings as application.yml has them. */
final class TestSettings {
  private TestSettings() {}

  static JobSettings workers(int workers, int hung) {
    return new JobSettings(
        workers,
        100,
        100,
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(10),
        hung,
        Duration.ofSeconds(20),
        Duration.ofSeconds(3),
        Duration.ofHours(24),
        Duration.ofDays(30),
        Duration.ofHours(1));
  }
}

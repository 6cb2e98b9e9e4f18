package uncrop.server.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message that was not delivered is tried again. Pauses grow, so that a receiver that is
 * being restarted is told within seconds and one that is gone costs little; after 24 hours it ends.
 */
final class RetrySchedule {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4));

  /** From the first attempt to the last. */
  static final Duration IN_ALL = Duration.ofHours(24);

  /** Of a pause: spreads the messages that failed together when their receiver went down. */
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The time of the next attempt after one that failed now.
   *
   * @param began when delivery began
   * @return empty when it is to be given up
   */
  Optional<Instant> next(Instant began, Instant now) {
    // counted from the beginning, so that pauses in which no node ran are not made up for
    Duration due = Duration.ZERO;
    for (int i = 0; due.compareTo(IN_ALL) < 0; i++) {
      Duration pause = PAUSES.get(Math.min(i, PAUSES.size() - 1));
      due = due.plus(pause);
      if (began.plus(due).isAfter(now)) {
        long spread = (long) (pause.toMillis() * JITTER * random.nextDouble());
        Instant next = began.plus(due).plusMillis(spread);
        return next.isAfter(began.plus(IN_ALL)) ? Optional.empty() : Optional.of(next);
      }
    }
    return Optional.empty();
  }
}

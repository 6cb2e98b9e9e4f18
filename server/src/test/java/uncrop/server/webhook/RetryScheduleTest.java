package uncrop.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static List<Instant> attempts(long seed) {
    RetrySchedule schedule = new RetrySchedule(new SplittableRandom(seed));
    List<Instant> attempts = new ArrayList<>(List.of(NOON));
    Optional<Instant> next = schedule.next(NOON, NOON);
    while (next.isPresent()) {
      attempts.add(next.get());
      next = schedule.next(NOON, next.get());
    }
    return attempts;
  }

  @Test
  void pauses_grow_and_end_within_a_day() {
    for (long seed = 0; seed < 100; seed++) {
      List<Instant> attempts = attempts(seed);
      assertThat(attempts).as("seed %d", seed).hasSizeBetween(12, 13);
      assertThat(attempts.getLast())
          .as("seed %d", seed)
          .isBefore(NOON.plus(Duration.ofHours(24)))
          .isAfter(NOON.plus(Duration.ofHours(19)));
      for (int i = 2; i < 9; i++) {
        Duration pause = Duration.between(attempts.get(i - 1), attempts.get(i));
        Duration before = Duration.between(attempts.get(i - 2), attempts.get(i - 1));
        assertThat(pause).as("seed %d, pause %d", seed, i).isGreaterThan(before);
      }
    }
  }

  @Test
  void the_first_attempts_follow_within_seconds_and_minutes() {
    List<Instant> attempts = attempts(1);
    assertThat(Duration.between(NOON, attempts.get(1)))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    assertThat(Duration.between(NOON, attempts.get(2)))
        .isBetween(Duration.ofSeconds(35), Duration.ofSeconds(41));
    assertThat(Duration.between(NOON, attempts.get(3)))
        .isBetween(Duration.ofSeconds(155), Duration.ofSeconds(179));
  }

  @Test
  void what_failed_together_is_not_tried_again_together() {
    assertThat(attempts(1).get(5)).isNotEqualTo(attempts(2).get(5));
  }

  @Test
  void hours_in_which_nobody_tried_are_not_made_up_for() {
    RetrySchedule schedule = new RetrySchedule(new SplittableRandom(1));
    Instant late = NOON.plus(Duration.ofHours(9));
    assertThat(schedule.next(NOON, late).orElseThrow()).isAfter(late.plus(Duration.ofHours(1)));
    assertThat(schedule.next(NOON, NOON.plus(Duration.ofHours(24)))).isEmpty();
    assertThat(schedule.next(NOON, NOON.plus(Duration.ofDays(400)))).isEmpty();
  }
}

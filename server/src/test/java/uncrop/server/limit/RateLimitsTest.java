package uncrop.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private final TickingClock clock = new TickingClock();

  private RateLimits limits(int perMinute, int burst) {
    return new RateLimits(new RateSettings(perMinute, burst, 0), clock);
  }

  private static RateExceeded refused(Runnable request) {
    return catchThrowableOfType(RateExceeded.class, request::run);
  }

  @Test
  void zero_is_no_limit() {
    RateLimits none = limits(0, 1);
    for (int i = 0; i < 1000; i++) {
      assertThat(none.take("key")).isEmpty();
    }
  }

  @Test
  void a_burst_is_allowed_and_one_more_is_told_when_to_come_back() {
    RateLimits limits = limits(6, 3);
    assertThat(limits.take("key")).contains(new Rate(2, TickingClock.NOON));
    assertThat(limits.take("key")).contains(new Rate(1, TickingClock.NOON));
    assertThat(limits.take("key")).contains(new Rate(0, TickingClock.NOON.plusSeconds(10)));
    RateExceeded refused = refused(() -> limits.take("key"));
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(refused.rate()).isEqualTo(new Rate(0, TickingClock.NOON.plusSeconds(10)));
    assertThat(refused).hasMessageContaining("10 s");
  }

  @Test
  void who_comes_back_when_told_is_let_through() {
    RateLimits limits = limits(7, 1);
    limits.take("key");
    RateExceeded refused = refused(() -> limits.take("key"));
    clock.advance(refused.retryAfter());
    assertThat(limits.take("key")).isPresent();
  }

  @Test
  void who_asks_too_early_is_not_punished_for_it() {
    RateLimits limits = limits(60, 1);
    limits.take("key");
    for (int i = 0; i < 100; i++) {
      assertThat(refused(() -> limits.take("key"))).isNotNull();
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(limits.take("key")).isPresent();
  }

  @Test
  void in_the_long_run_it_is_so_many_in_a_minute() {
    RateLimits limits = limits(60, 5);
    int allowed = 0;
    for (int tenth = 0; tenth < 10 * 60 * 10; tenth++) {
      if (refused(() -> limits.take("key")) == null) {
        allowed++;
      }
      clock.advance(Duration.ofMillis(100));
    }
    assertThat(allowed).isBetween(600, 605);
  }

  @Test
  void keys_do_not_share_a_limit() {
    RateLimits limits = limits(1, 1);
    limits.take("one");
    assertThat(limits.take("other")).isPresent();
    assertThat(refused(() -> limits.take("one"))).isNotNull();
  }

  @Test
  void of_many_requests_at_once_no_more_than_the_burst_is_let_through() throws Exception {
    RateLimits limits = limits(1, 10);
    CyclicBarrier start = new CyclicBarrier(8);
    Callable<Integer> caller =
        () -> {
          start.await();
          int allowed = 0;
          for (int i = 0; i < 100; i++) {
            allowed += refused(() -> limits.take("key")) == null ? 1 : 0;
          }
          return allowed;
        };
    List<Integer> allowed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> count : threads.invokeAll(Collections.nCopies(8, caller))) {
        allowed.add(count.get());
      }
    }
    assertThat(allowed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
  }

  @Test
  void who_is_silent_is_forgotten_and_who_owes_is_not() {
    Buckets buckets = new Buckets(1, 2, 1_000, clock);
    for (int i = 0; i < 500; i++) {
      buckets.take("key " + i);
    }
    assertThat(buckets.size()).isEqualTo(500);
    clock.advance(Duration.ofMinutes(1));
    buckets.take("debtor");
    buckets.take("debtor");
    assertThat(buckets.size()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(buckets.take("debtor").rate().remaining()).isZero();
  }

  @Test
  void memory_is_bounded_whoever_comes() {
    Buckets buckets = new Buckets(1, 2, 1_000, clock);
    for (int i = 0; i < 100_000; i++) {
      buckets.take("address " + i);
      assertThat(buckets.size()).isLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void settings_that_mean_nothing_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateSettings(-1, 1, 0))
        .withMessageContaining("per-minute -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateSettings(1, 0, 0))
        .withMessageContaining("burst 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateSettings(1, 1, -1))
        .withMessageContaining("guesses-per-minute -1");
  }
}

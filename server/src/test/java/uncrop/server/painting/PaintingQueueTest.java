package uncrop.server.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uncrop.engine.PaintListener;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.server.settings.QueueSettings;

@Timeout(30)
class PaintingQueueTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stopped = new CountDownLatch(1);

  @AfterEach
  void end_requests() {
    requests.shutdownNow();
  }

  private static PaintingQueue queue(int workers, int waiting, Duration patience) {
    return new PaintingQueue(new QueueSettings(workers, waiting, patience), Clock.systemUTC());
  }

  /** Works until it is stopped, as an engine does: it asks again and again. */
  private Function<PaintListener, String> endless(CountDownLatch begun) {
    return listener -> {
      begun.countDown();
      try {
        while (true) {
          listener.progress("work", 0.5);
          Thread.onSpinWait();
        }
      } catch (Cancelled cancelled) {
        stopped.countDown();
        throw cancelled;
      }
    };
  }

  private static Function<PaintListener, String> until(CountDownLatch begun, CountDownLatch end) {
    return _ -> {
      begun.countDown();
      awaitQuietly(end);
      return "done";
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void work_is_done_on_a_platform_thread_and_its_result_returned() {
    try (PaintingQueue queue = queue(1, 0, LONG)) {
      assertThat(queue.<Boolean>run(_ -> Thread.currentThread().isVirtual())).isFalse();
      assertThat(queue.freePlaces()).isEqualTo(1);
    }
  }

  @Test
  void one_more_than_fits_is_refused_at_once_and_told_when_to_return() throws Exception {
    try (PaintingQueue queue = queue(1, 2, LONG)) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      List<Future<String>> accepted = new ArrayList<>();
      accepted.add(requests.submit(() -> queue.run(until(begun, end))));
      begun.await();
      CountDownLatch any = new CountDownLatch(2);
      accepted.add(requests.submit(() -> queue.run(until(any, end))));
      accepted.add(requests.submit(() -> queue.run(until(any, end))));
      while (queue.freePlaces() > 0) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> queue.run(_ -> "one too many"))
          .isInstanceOfSatisfying(
              QueueFull.class,
              full -> assertThat(full.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
      end.countDown();
      for (Future<String> each : accepted) {
        assertThat(each.get()).isEqualTo("done");
      }
      assertThat(queue.<String>run(_ -> "again")).isEqualTo("again");
    }
  }

  @Test
  void a_painting_that_takes_too_long_is_given_up_and_stopped() throws Exception {
    try (PaintingQueue queue = queue(1, 0, SHORT)) {
      assertThatThrownBy(() -> queue.run(endless(new CountDownLatch(1))))
          .isInstanceOf(PaintingTimedOut.class)
          .hasMessageContaining("0.05 s");
      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void who_waits_too_long_never_begins_and_leaves_the_place_to_others() throws Exception {
    try (PaintingQueue queue = queue(1, 1, Duration.ofMillis(300))) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      AtomicInteger began = new AtomicInteger();
      Future<String> running = requests.submit(() -> queue.run(until(begun, end)));
      begun.await();
      assertThatThrownBy(() -> queue.run(_ -> began.incrementAndGet()))
          .isInstanceOf(PaintingTimedOut.class);
      assertThat(queue.freePlaces()).as("the place where it waited").isEqualTo(1);
      end.countDown();
      assertThatThrownBy(running::get).hasCauseInstanceOf(PaintingTimedOut.class);
      while (queue.freePlaces() < 2) {
        Thread.onSpinWait();
      }
      assertThat(began).hasValue(0);
    }
  }

  @Test
  void a_caller_who_goes_away_stops_the_painting() throws Exception {
    try (PaintingQueue queue = queue(1, 0, LONG)) {
      CountDownLatch begun = new CountDownLatch(1);
      Future<String> request = requests.submit(() -> queue.run(endless(begun)));
      begun.await();
      request.cancel(true);
      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_stopping_queue_ends_what_runs_and_what_waits() throws Exception {
    PaintingQueue queue = queue(1, 1, LONG);
    CountDownLatch begun = new CountDownLatch(1);
    Future<String> running = requests.submit(() -> queue.run(endless(begun)));
    begun.await();
    Future<String> waiting = requests.submit(() -> queue.run(_ -> "never"));
    while (queue.freePlaces() > 0) {
      Thread.onSpinWait();
    }
    queue.close();
    assertThatThrownBy(running::get).hasCauseInstanceOf(ServerStopping.class);
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(ServerStopping.class);
    assertThatThrownBy(() -> queue.run(_ -> "late")).isInstanceOf(ServerStopping.class);
  }

  @Test
  void faults_meant_for_the_caller_pass_and_others_are_hidden() {
    try (PaintingQueue queue = queue(1, 0, LONG)) {
      BadInput bad = new BadInput("left", 1, "no");
      assertThatThrownBy(() ->
              queue.run(_ -> {
                throw bad;
              }))
          .isSameAs(bad);
      for (Throwable broken :
          new Throwable[] {new IllegalStateException("secret"), new OutOfMemoryError("secret")}) {
        assertThatThrownBy(() -> queue.run(_ -> PaintingQueueTest.<RuntimeException>sneak(broken)))
            .isInstanceOf(PaintingFailed.class)
            .hasCause(broken)
            .message()
            .doesNotContain("secret");
      }
      assertThat(queue.<String>run(_ -> "the worker lives on")).isEqualTo("the worker lives on");
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> String sneak(Throwable fault) throws E {
    throw (E) fault;
  }
}

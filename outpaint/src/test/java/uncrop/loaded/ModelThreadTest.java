package uncrop.loaded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uncrop.engine.PaintListener;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.pixels.Raster;

@Timeout(30)
class ModelThreadTest {
  private final ModelThread models = new ModelThread();

  @AfterEach
  void close() {
    models.close(() -> {});
  }

  @Test
  void news_arrives_on_the_thread_that_waits() {
    Thread here = Thread.currentThread();
    List<Thread> heardOn = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    CountDownLatch previewed = new CountDownLatch(1);
    PaintListener listener =
        new PaintListener() {
          @Override
          public void progress(String stage, double done) {
            heardOn.add(Thread.currentThread());
            heard.add(stage);
          }

          @Override
          public void warn(String sentence) {
            heard.add(sentence);
          }

          @Override
          public boolean wantsPreview() {
            return true;
          }

          @Override
          public void preview(Raster canvas) {
            heard.add("preview");
            previewed.countDown();
          }
        };

    Thread computedOn =
        models.run(
            relay -> {
              relay.warn("mind the gap");
              relay.preview(new Raster(1, 1));
              awaited(previewed);
              relay.progress("the end", 1);
              return Thread.currentThread();
            },
            listener);

    assertThat(computedOn).isNotEqualTo(here);
    assertThat(heardOn).containsOnly(here);
    assertThat(heard).contains("mind the gap", "preview").endsWith("the end");
  }

  @Test
  void who_stops_is_free_at_once_and_the_next_waits_for_the_step() throws Exception {
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch stepEnds = new CountDownLatch(1);
    AtomicBoolean told = new AtomicBoolean();
    PaintListener stopping =
        (stage, done) -> {
          if (inStep.getCount() == 0) {
            throw new Cancelled();
          }
        };

    assertThatThrownBy(() ->
            models.run(
                relay -> {
                  inStep.countDown();
                  awaited(stepEnds);
                  try {
                    relay.progress("step 1", 0.5);
                  } catch (Cancelled e) {
                    told.set(true);
                    throw e;
                  }
                  return "painted";
                },
                stopping))
        .isInstanceOf(Cancelled.class);
    assertThat(told).isFalse();

    AtomicReference<Boolean> toldBefore = new AtomicReference<>();
    stepEnds.countDown();
    models.run(
        relay -> {
          toldBefore.set(told.get());
          return "";
        },
        PaintListener.NONE);

    assertThat(toldBefore).hasValue(true);
  }

  @Test
  void what_goes_wrong_is_thrown_as_it_is_and_the_thread_goes_on() {
    assertThatThrownBy(() ->
            models.run(
                relay -> {
                  throw new BadInput("steps", 0, "must be 1 or more");
                },
                PaintListener.NONE))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() ->
            models.run(
                relay -> {
                  throw new StackOverflowError();
                },
                PaintListener.NONE))
        .isInstanceOf(StackOverflowError.class);

    assertThat(models.<String>run(relay -> "still here", PaintListener.NONE))
        .isEqualTo("still here");
  }

  @Test
  void tasks_are_done_one_at_a_time() throws Exception {
    AtomicBoolean busy = new AtomicBoolean();
    AtomicBoolean clash = new AtomicBoolean();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(
          Thread.ofPlatform()
              .start(() ->
                  models.run(
                      relay -> {
                        clash.compareAndSet(false, !busy.compareAndSet(false, true));
                        Thread.yield();
                        busy.set(false);
                        return "";
                      },
                      PaintListener.NONE)));
    }
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(clash).isFalse();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package uncrop.onednn;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Threads that each run whole pieces of work, one for each core.
 *
 * <p>Why: OpenMP splits every single operation among the cores and waits for the slowest after
 * each. Where a piece of work is many small operations on the same data, it is better done by one
 * core, whose cache then holds that data. So on these threads OpenMP is told to use one thread, its
 * own.
 */
final class Crew {
  private static final @Nullable Crew SHARED = muster();

  private final int size;
  private final ExecutorService threads;

  private Crew(int size, MemorySegment setOwnThreads) {
    this.size = size;
    this.threads =
        Executors.newFixedThreadPool(
            size,
            work ->
                Thread.ofPlatform()
                    .daemon()
                    .name("uncrop-crew")
                    .unstarted(() -> {
                      useOneThread(setOwnThreads);
                      work.run();
                    }));
  }

  /** Empty where OpenMP cannot be told, or there is one core only. */
  static Optional<Crew> shared() {
    return Optional.ofNullable(SHARED);
  }

  int size() {
    return size;
  }

  private static @Nullable Crew muster() {
    int cores = torch.get_num_threads();
    if (cores < 2) {
      return null;
    }
    return SymbolLookup.loaderLookup()
        .find("omp_set_num_threads")
        .map(function -> new Crew(cores, function))
        .orElse(null);
  }

  private static void useOneThread(MemorySegment setOwnThreads) {
    try {
      Linker.nativeLinker()
          .downcallHandle(setOwnThreads, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(1);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Among a crew, if there is one; else one item after the other, each split by OpenMP. */
  static void share(Optional<Crew> crew, int items, IntConsumer work) {
    if (items > 1 && crew.isPresent()) {
      crew.get().run(items, work);
      return;
    }
    for (int item = 0; item < items; item++) {
      work.accept(item);
    }
  }

  /**
   * Runs the work for every item and returns when all are done. Items are taken by whoever is free.
   */
  void run(int items, IntConsumer work) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    int hands = Math.min(size, items);
    CountDownLatch done = new CountDownLatch(hands);
    for (int i = 0; i < hands; i++) {
      threads.execute(() -> {
        try {
          for (int item = next.getAndIncrement();
              item < items && failure.get() == null;
              item = next.getAndIncrement()) {
            work.accept(item);
          }
        } catch (RuntimeException e) {
          failure.compareAndSet(null, e);
        } finally {
          done.countDown();
        }
      });
    }
    awaitUninterrupted(done);
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  /** The items use the caller's tensors: it may not leave before they have ended. */
  private static void awaitUninterrupted(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

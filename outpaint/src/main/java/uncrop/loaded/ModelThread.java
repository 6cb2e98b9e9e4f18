package uncrop.loaded;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import uncrop.engine.PaintListener;
import uncrop.fault.Cancelled;

/** The thread on which all models of a device compute, one task after the other. Thread-safe. */
public final class ModelThread {
  /*
   * Why one: a model uses all cores (or the whole device) by itself, so two at a time would only take
   * twice the memory; and tensors belong to the thread that made them.
   *
   * Whoever asks waits on a thread of his own and hears there how it goes. So a painting that is
   * stopped ends for its caller at once, though a step may take a minute: the model finds out at the
   * end of its step, and the next task waits for that.
   */
  private static final long LOOK_MS = 50;
  private static final long LAST_STEP_S = 600;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("models").daemon(true).factory());

  private final Set<Future<?>> waiting = ConcurrentHashMap.newKeySet();

  /**
   * Has a task done and waits for it.
   *
   * @param task is given what it is to tell its progress to
   * @param listener hears of it, on the calling thread
   * @throws Cancelled as the listener says, or when the calling thread is interrupted
   */
  public <T> T run(Function<PaintListener, T> task, PaintListener listener) {
    Relay relay = new Relay(listener);
    Callable<T> relayed = () -> task.apply(relay);
    Future<T> done = thread.submit(relayed);
    waiting.add(done);
    try {
      while (true) {
        try {
          T result = done.get(LOOK_MS, TimeUnit.MILLISECONDS);
          relay.tell();
          return result;
        } catch (TimeoutException e) {
          relay.tell();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } catch (CancellationException e) {
      throw new Cancelled();
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      relay.stop();
      done.cancel(false);
      waiting.remove(done);
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case RuntimeException runtime -> runtime;
      case null, default -> new IllegalStateException(e);
    };
  }

  /**
   * Lets the task that runs come to its end; those that wait are not begun.
   *
   * @param last done on the thread at the end
   */
  public void close(Runnable last) {
    waiting.forEach(task -> task.cancel(false));
    thread.execute(last);
    thread.shutdown();
    try {
      boolean _ = thread.awaitTermination(LAST_STEP_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package uncrop.server.painting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import uncrop.engine.PaintListener;
import uncrop.fault.Cancelled;
import uncrop.fault.UncropException;
import uncrop.server.settings.QueueSettings;

/** Lets a few paintings run, a few more wait, and refuses the rest. Thread-safe. */
public final class PaintingQueue implements AutoCloseable {
  /*
   * Paintings run on platform threads: they compute for seconds without ever blocking, and native
   * engines keep state in their thread. Requests wait on their own virtual threads, which cost next
   * to nothing.
   *
   * A permit stands for one place, running or waiting, and is taken before anything is queued; so
   * the queue itself need not be bounded, and workers = 1, waiting = 0 means exactly one. The permit
   * is given back by the one who ends the task: the worker that ran it, or the request that gave up
   * on it while it still waited. A painting that was given up while it ran keeps its place until the
   * engine has noticed, because until then its worker is really not free.
   */
  private static final Duration FIRST_GUESS = Duration.ofSeconds(2);

  /** Weight of the newest painting in the running mean of their durations. */
  private static final double NEWEST = 0.3;

  private final QueueSettings settings;
  private final Clock clock;
  private final Semaphore places;
  private final ThreadPoolExecutor workers;
  private volatile boolean stopping;
  private volatile double meanSeconds = FIRST_GUESS.toSeconds();

  public PaintingQueue(QueueSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.places = new Semaphore(settings.workers() + settings.waiting());
    this.workers =
        new ThreadPoolExecutor(
            settings.workers(),
            settings.workers(),
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("painter-", 1).daemon(true).factory());
  }

  /**
   * Has the work done and waits for it.
   *
   * @param work is given a listener that it must call often, and that stops it when nobody waits
   *     any more
   * @throws QueueFull at once, when no place is free
   * @throws PaintingTimedOut when the patience of the settings ends; the work is stopped
   * @throws ServerStopping when the queue is closed first
   * @throws PaintingFailed when the work throws what is no {@link UncropException}
   * @throws UncropException as the work throws it
   */
  <T> T run(Function<PaintListener, T> work) {
    if (!places.tryAcquire()) {
      throw new QueueFull(untilFree());
    }
    Task<T> task = new Task<>(work);
    try {
      workers.execute(task);
      return task.result.get(settings.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.giveUp();
      throw new PaintingTimedOut(settings.patience());
    } catch (ExecutionException e) {
      throw fault(e);
    } catch (InterruptedException e) {
      task.giveUp();
      Thread.currentThread().interrupt();
      throw new ServerStopping();
    } catch (RejectedExecutionException | CancellationException e) {
      throw new ServerStopping();
    }
  }

  /** How many more paintings would be accepted now. */
  public int freePlaces() {
    return places.availablePermits();
  }

  /** When a place is likely to be free: now, or after the mean time of a painting. */
  public Instant freeAt() {
    return freePlaces() > 0 ? clock.instant() : clock.instant().plus(untilFree());
  }

  private synchronized void learn(Duration took) {
    meanSeconds += NEWEST * (took.toMillis() / 1000.0 - meanSeconds);
  }

  private Duration untilFree() {
    return Duration.ofSeconds(Math.max(1, (long) Math.ceil(meanSeconds / settings.workers())));
  }

  private static UncropException fault(ExecutionException failure) {
    return switch (failure.getCause()) {
      case Cancelled _ -> new ServerStopping();
      case UncropException expected -> expected;
      case null -> new PaintingFailed(failure);
      case Throwable unexpected -> new PaintingFailed(unexpected);
    };
  }

  /** Stops what runs and what waits: each request that still waits hears {@link ServerStopping}. */
  @Override
  public void close() {
    stopping = true;
    for (Runnable waiting : workers.shutdownNow()) {
      if (waiting instanceof Task<?> task) {
        task.result.cancel(false);
      }
    }
  }

  /** A result that is there before the work is done means that nobody wants the work any more. */
  private final class Task<T> implements Runnable, PaintListener {
    private final Function<PaintListener, T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Task(Function<PaintListener, T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      Instant begun = clock.instant();
      Runnable answer;
      try {
        progress("begin", 0);
        T done = work.apply(this);
        learn(Duration.between(begun, clock.instant()));
        answer = () -> result.complete(done);
      } catch (Throwable fault) {
        // an engine out of memory too is an answer to its caller, and no reason to lose the worker
        answer = () -> result.completeExceptionally(fault);
      }
      // first the place, then the answer: who has an answer and asks again must not be refused
      places.release();
      answer.run();
    }

    @Override
    public void progress(String stage, double done) {
      if (stopping || result.isDone()) {
        throw new Cancelled();
      }
    }

    void giveUp() {
      result.cancel(false);
      if (workers.remove(this)) {
        places.release();
      }
    }
  }
}

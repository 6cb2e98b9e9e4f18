package uncrop.server.operations;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Tries out something the server needs, and is down when that fails or takes too long. Why is
 * logged when it changes, and never answered: addresses and names are nobody else's business.
 */
final class Probe implements HealthIndicator {
  /*
   * What is probed may hang: a database behind a cable that was pulled answers nothing at all. So the
   * trial runs aside and is waited for only so long, and while one hangs no other is begun: else each
   * question would leave one more thread and connection hanging.
   */
  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  private final String name;
  private final Duration patience;
  private final Runnable trial;
  private @Nullable CompletableFuture<Status> running;
  private Status last = Status.UP;

  /**
   * @param name of what is tried, for the log
   * @param trial throws when what it tries does not work
   */
  Probe(String name, Duration patience, Runnable trial) {
    this.name = name;
    this.patience = patience;
    this.trial = trial;
  }

  @Override
  public Health health() {
    try {
      return Health.status(begun().get(patience.toNanos(), TimeUnit.NANOSECONDS)).build();
    } catch (TimeoutException e) {
      changed(Status.DOWN, "no answer in " + patience.toMillis() + " ms");
    } catch (ExecutionException e) {
      changed(Status.DOWN, e.getCause() == null ? e.toString() : e.getCause().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Health.down().build();
  }

  private synchronized CompletableFuture<Status> begun() {
    if (running == null || running.isDone()) {
      CompletableFuture<Status> trying = new CompletableFuture<>();
      Thread.ofVirtual().name("probe-" + name).start(() -> tryOut(trying));
      running = trying;
    }
    return running;
  }

  private void tryOut(CompletableFuture<Status> trying) {
    try {
      trial.run();
      changed(Status.UP, "");
      trying.complete(Status.UP);
    } catch (RuntimeException e) {
      trying.completeExceptionally(e);
    }
  }

  private synchronized void changed(Status now, String why) {
    if (now.equals(last)) {
      return;
    }
    last = now;
    if (now.equals(Status.UP)) {
      LOG.warn("{} works again", name);
    } else {
      LOG.warn("{} does not work: {}", name, why.lines().findFirst().orElse(""));
    }
  }
}

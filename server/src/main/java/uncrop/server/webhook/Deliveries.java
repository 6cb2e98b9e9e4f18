package uncrop.server.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Delivers what is due for as long as the server runs: one thread claims, many deliver. */
final class Deliveries implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** What an attempt may take beyond its deadline, until others take it to be lost. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  /** For attempts that are nearly done, when the server stops. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

  private final Messages messages;
  private final Courier courier;
  private final WebhookSettings settings;
  private final Bell bell;
  private final Clock clock;
  private final Flights flights;
  private @Nullable ExecutorService threads;
  private Instant swept = Instant.EPOCH;

  Deliveries(Messages messages, Courier courier, WebhookSettings settings, Bell bell, Clock clock) {
    this.messages = messages;
    this.courier = courier;
    this.settings = settings;
    this.bell = bell;
    this.clock = clock;
    this.flights = new Flights(settings.atOnce(), settings.perHost());
  }

  @Override
  public synchronized void start() {
    ExecutorService started = Executors.newVirtualThreadPerTaskExecutor();
    threads = started;
    started.execute(() -> run(started));
  }

  /** Attempts that take too long are broken off, and repeated when the lease ends. */
  @Override
  public synchronized void stop() {
    if (threads == null) {
      return;
    }
    threads.shutdown();
    bell.ring();
    try {
      if (!threads.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return threads != null;
  }

  /** Stops after the web server and the workers, which end jobs. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void run(ExecutorService couriers) {
    while (!couriers.isShutdown()) {
      try {
        sendAllDue(couriers);
        sweepNowAndThen();
      } catch (RejectedExecutionException e) {
        // stopping: what was claimed last is left to whoever looks after the lease
        return;
      } catch (RuntimeException e) {
        LOG.error("webhook messages wait, because the database failed", e);
      }
      try {
        bell.await(settings.poll());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void sendAllDue(ExecutorService couriers) {
    while (flights.haveRoom() && !couriers.isShutdown()) {
      Optional<Message> due =
          messages.claim(
              clock.instant(),
              settings.deadline().plus(GRACE),
              flights.busyHosts(),
              flights.busyAccounts());
      if (due.isEmpty()) {
        return;
      }
      flights.begin(due.get());
      couriers.execute(() -> send(due.get()));
    }
  }

  private void send(Message message) {
    try {
      courier.deliver(message);
    } catch (RuntimeException e) {
      LOG.error("webhook message {} is repeated, because an attempt broke", message.id(), e);
    } finally {
      flights.end(message);
      bell.ring();
    }
  }

  private void sweepNowAndThen() {
    Instant now = clock.instant();
    if (now.isAfter(swept.plus(BETWEEN_SWEEPS))) {
      swept = now;
      messages.sweep(now.minus(settings.keep()));
    }
  }
}

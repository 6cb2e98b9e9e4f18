package uncrop.server;

import java.time.Clock;
import java.time.Instant;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import uncrop.server.intake.Intake;
import uncrop.server.settings.JobSettings;
import uncrop.server.worker.Caretaker;
import uncrop.server.worker.Workers;

/** Starts and stops painting, in step with the web server. */
final class JobLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {
  /*
   * A stop goes like this: at once only jobs are taken for which synchronous calls wait; the web
   * server takes no new requests and lets those that run end; who still waits when the grace is over
   * is told that the server stops, and the job is dropped unpaid; then paintings that still run are
   * stopped and their jobs queued again. So this must stop after the web server has, and start before.
   */
  private static final int BELOW_THE_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 4096;

  private final Workers workers;
  private final Caretaker caretaker;
  private final Intake intake;
  private final JobSettings settings;
  private final Clock clock;
  private Instant deadline = Instant.MIN;
  private volatile boolean running;

  JobLifecycle(
      Workers workers, Caretaker caretaker, Intake intake, JobSettings settings, Clock clock) {
    this.workers = workers;
    this.caretaker = caretaker;
    this.intake = intake;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void start() {
    workers.start();
    caretaker.start();
    running = true;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent closing) {
    deadline = clock.instant().plus(settings.grace());
    workers.drain();
    intake.close(deadline);
  }

  @Override
  public void stop() {
    workers.stop(deadline);
    caretaker.stop();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return BELOW_THE_WEB_SERVER;
  }
}

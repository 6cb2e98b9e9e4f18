package uncrop.server.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import uncrop.engine.PaintListener;
import uncrop.fault.Cancelled;
import uncrop.pixels.Raster;
import uncrop.server.job.Job;

/** One painting on this node, between the worker that paints and those who look after it. */
final class Run implements PaintListener {
  private final Job job;
  private final Instant begun;
  private final AtomicReference<@Nullable Instant> stopped = new AtomicReference<>();
  private final AtomicReference<@Nullable Raster> preview = new AtomicReference<>();
  private volatile boolean watched;
  private volatile String stage = "";
  private volatile double progress;

  /** When the last heartbeat was; only the watch looks at it. */
  private Instant beaten;

  Run(Job job, Instant begun) {
    this.job = job;
    this.begun = begun;
    this.beaten = begun;
  }

  @Override
  public void progress(String stage, double done) {
    this.stage = stage;
    this.progress = done;
    if (stopped.get() != null) {
      throw new Cancelled();
    }
  }

  @Override
  public boolean wantsPreview() {
    return watched;
  }

  @Override
  public void preview(Raster canvas) {
    preview.set(canvas);
  }

  /** Says whether somebody looks at this painting now. */
  void watched(boolean now) {
    watched = now;
  }

  /** What the canvas looks like, if that is new since the last call. */
  Optional<Raster> newPreview() {
    return Optional.ofNullable(preview.getAndSet(null));
  }

  /** Lets the engine know, as soon as it asks, that it is to stop. */
  void stop(Instant now) {
    stopped.compareAndSet(null, now);
  }

  boolean isStopped() {
    return stopped.get() != null;
  }

  /** Whether the engine was told to stop so long ago and still has not. */
  boolean ignoresStop(Duration notice, Instant now) {
    Instant told = stopped.get();
    return told != null && told.plus(notice).isBefore(now);
  }

  Job job() {
    return job;
  }

  Instant begun() {
    return begun;
  }

  String stage() {
    return stage;
  }

  double progress() {
    return progress;
  }

  Instant beaten() {
    return beaten;
  }

  void beaten(Instant now) {
    beaten = now;
  }
}

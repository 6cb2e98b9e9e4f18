package uncrop.cli.models;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uncrop.cli.terminal.Progress;
import uncrop.models.Puller;

/**
 * Says how much of a file has come, and how fast. The share is that of this run: what came in an
 * earlier one cost no time now, and would make the time left look short.
 */
final class PullProgress implements Puller.Listener {
  private static final double NANOS = 1e9;

  private final Progress progress;
  private final InstantSource clock;

  private @Nullable String file;
  private Instant started = Instant.EPOCH;
  private long first;

  PullProgress(Progress progress, InstantSource clock) {
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public void fetching(String name, long done, long total) {
    if (!Objects.equals(file, name) || done < first) {
      file = name;
      started = clock.instant();
      first = done;
    }
    double seconds = Duration.between(started, clock.instant()).toNanos() / NANOS;
    long speed = seconds > 0 ? (long) ((done - first) / seconds) : 0;
    String of = total < 0 ? "" : " of " + Wording.size(total);
    progress.progress(
        "%s%s of %s, %s/s".formatted(Wording.size(done), of, name, Wording.size(speed)),
        total > first ? (double) (done - first) / (total - first) : 0);
  }

  @Override
  public void checking(double share) {
    progress.progress("checking", share);
  }
}

package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.intake.HangUp;
import uncrop.server.intake.Intake;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.job.JobWatch;
import uncrop.server.web.HangUps;

/** {@code GET /api/v1/outpaints/{id}/events}: the life of a job as server-sent events. */
@RestController
final class Events {
  /*
   * Each stream is one virtual thread that waits for news of its job and writes them: it costs its
   * stack while it waits, and everything it holds is given back where the method ends, whether that
   * is because the job ended, the client left or the server stops.
   *
   * The job's row is the truth, and an event is what the row says: there is no log of events. So a
   * client that comes back with the id of the last event it saw gets the job as it is now, unless
   * that is what it saw. What happened in between it does not need.
   *
   * The place in the queue changes without any change of the row, so it is looked up once a second.
   */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private final Intake intake;
  private final JobPages pages;
  private volatile boolean stopping;

  Events(Intake intake, JobPages pages) {
    this.intake = intake;
    this.pages = pages;
  }

  /** A stream would hold up a server that waits for its requests to end. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
  }

  @GetMapping("/api/v1/outpaints/{id}/events")
  void watch(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    Job job = pages.find(id, request);
    @Nullable String seen = request.getHeader("Last-Event-ID");
    if (job.status().ended()
        && JobEvent.of(job, 0, pages.show(job, request), pages.preview(job, request))
            .id()
            .equals(seen)) {
      // to a browser that connects again whenever a stream ends, this says that it is over
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return;
    }
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // nginx would hold events back
    try (JobWatch watch = intake.watch(job.id())) {
      write(watch, seen, request, response.getOutputStream());
    } catch (IOException e) {
      // the client left, which is its right
    }
  }

  private void write(
      JobWatch watch, @Nullable String seen, HttpServletRequest request, OutputStream out)
      throws IOException, InterruptedException {
    HangUp hangUp = HangUps.of(request);
    @Nullable String last = seen;
    @Nullable Job job = null;
    long quietSince = System.nanoTime();
    while (!stopping && !hangUp.gone()) {
      Optional<Job> changed = watch.next(LOOK);
      job = changed.orElse(job);
      if (job == null) {
        return;
      }
      JobEvent event =
          changed.isPresent() || job.status() == JobStatus.QUEUED ? event(job, request) : null;
      if (event != null && !event.id().equals(last)) {
        out.write(event.bytes());
        out.flush();
        last = event.id();
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > SILENCE.toNanos()) {
        out.write(COMMENT);
        out.flush();
        quietSince = System.nanoTime();
      }
      if (job.status().ended()) {
        return;
      }
    }
  }

  /** None of a job that was just taken out of the queue, whose row still says that it is in it. */
  private @Nullable JobEvent event(Job job, HttpServletRequest request) {
    JobAnswer shown = pages.show(job, request);
    int position = Objects.requireNonNullElse(shown.position(), 0);
    return job.status() == JobStatus.QUEUED && position == 0
        ? null
        : JobEvent.of(job, position, shown, pages.preview(job, request));
  }
}

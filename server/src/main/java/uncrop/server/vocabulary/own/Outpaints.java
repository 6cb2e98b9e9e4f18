package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.intake.Intake;
import uncrop.server.intake.JobEnded;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.key.Caller;
import uncrop.server.web.Callers;

/** {@code /api/v1/outpaints}: what becomes of them. */
@RestController
final class Outpaints {
  private final Intake intake;
  private final JobPages pages;
  private final OutpaintList list;

  Outpaints(Intake intake, JobPages pages, OutpaintList list) {
    this.intake = intake;
    this.pages = pages;
    this.list = list;
  }

  @GetMapping("/api/v1/outpaints")
  ResponseEntity<OutpaintList.Page> list(HttpServletRequest request) {
    Caller caller = Callers.of(request);
    return list.answer(
        request,
        pages.under(request),
        (status, before, limit) -> intake.list(caller, status, before, limit));
  }

  @GetMapping("/api/v1/outpaints/{id}")
  ResponseEntity<JobAnswer> show(@PathVariable String id, HttpServletRequest request) {
    return Answers.json(pages.show(pages.find(id, request), request));
  }

  /** Cancelling again what is cancelled succeeds, so that a request may be repeated. */
  @DeleteMapping("/api/v1/outpaints/{id}")
  ResponseEntity<JobAnswer> cancel(@PathVariable String id, HttpServletRequest request) {
    Job found = pages.find(id, request);
    Job now = intake.cancel(Callers.of(request), found.id()).orElse(found);
    if (now.status() != JobStatus.CANCELLED) {
      throw new JobEnded(now, "cannot be cancelled any more");
    }
    return Answers.json(pages.show(now, request));
  }
}

package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.intake.Intake;
import uncrop.server.job.Job;
import uncrop.server.web.NothingThere;

/**
 * {@code GET /api/v1/outpaints/{id}/preview}: a small picture of what a model has painted so far.
 */
@RestController
final class Preview {
  private final Intake intake;
  private final JobPages pages;

  Preview(Intake intake, JobPages pages) {
    this.intake = intake;
    this.pages = pages;
  }

  @GetMapping("/api/v1/outpaints/{id}/preview")
  ResponseEntity<byte[]> fetch(@PathVariable String id, HttpServletRequest request) {
    Job job = pages.find(id, request);
    byte[] preview =
        intake
            .preview(job)
            .orElseThrow(() ->
                new NothingThere("preview of job " + job.id() + ": watch its events to have one"));
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_JPEG)
        .cacheControl(CacheControl.noStore())
        .body(preview);
  }
}

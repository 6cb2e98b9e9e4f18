package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.intake.Intake;
import uncrop.server.intake.SentMask;
import uncrop.server.intake.Submission;
import uncrop.server.job.Job;
import uncrop.server.source.PictureSource;
import uncrop.server.web.Callers;
import uncrop.server.web.HangUps;
import uncrop.server.web.IdempotencyKeys;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Parameters;

/** {@code POST /api/v1/outpaints}: the answer is the job, at once or when it has ended. */
@RestController
final class Submit {
  /** As prices and metrics name this vocabulary. */
  private static final String SLUG = "api";

  private final Bodies bodies;
  private final OutpaintFields fields;
  private final PictureSource pictures;
  private final Intake intake;
  private final JobPages pages;

  Submit(
      Bodies bodies, OutpaintFields fields, PictureSource pictures, Intake intake, JobPages pages) {
    this.bodies = bodies;
    this.fields = fields;
    this.pictures = pictures;
    this.intake = intake;
    this.pages = pages;
  }

  @PostMapping("/api/v1/outpaints")
  ResponseEntity<JobAnswer> submit(HttpServletRequest request) {
    Optional<Duration> wait =
        Preference.wait(Collections.list(request.getHeaders(Preference.HEADER)));
    Job job = accept(request);
    if (wait.isPresent()) {
      job = intake.await(job.id(), wait.get(), HangUps.of(request));
    }
    boolean ended = wait.isPresent() && job.status().ended();
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(ended ? HttpStatus.OK : HttpStatus.ACCEPTED)
            .contentType(MediaType.APPLICATION_JSON)
            .location(pages.url(job, request));
    wait.ifPresent(time -> answer.header(Preference.APPLIED, Preference.applied(time)));
    return answer.body(pages.show(job, request));
  }

  /** A method of its own, so that nothing holds the body any more while the job is waited for. */
  private Job accept(HttpServletRequest request) {
    Parameters sent = bodies.jsonOrForm(request);
    OutpaintRequest wanted = fields.read(sent);
    return intake.accept(
        Callers.of(request),
        new Submission(
            SLUG,
            OutpaintFields.PICTURE,
            pictures.load(OutpaintFields.PICTURE, sent),
            mask(sent),
            wanted.extension(),
            wanted.band(),
            wanted.sampling(),
            wanted.engine(),
            wanted.model(),
            wanted.encoding(),
            List.of(),
            wanted.webhook(),
            IdempotencyKeys.of(request, sent),
            false));
  }

  private Optional<SentMask> mask(Parameters sent) {
    boolean invert = sent.flag(OutpaintFields.INVERT_MASK, false);
    if (!sent.sent(OutpaintFields.MASK)) {
      return Optional.empty();
    }
    byte[] mask = pictures.load(OutpaintFields.MASK, sent);
    return Optional.of(new SentMask(OutpaintFields.MASK, mask, invert));
  }
}

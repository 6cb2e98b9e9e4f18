package uncrop.server.vocabulary.segmind;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.server.intake.HangUp;
import uncrop.server.intake.Intake;
import uncrop.server.intake.Places;
import uncrop.server.intake.Submission;
import uncrop.server.job.Job;
import uncrop.server.source.PictureSource;
import uncrop.server.web.Callers;
import uncrop.server.wire.Bodies;

/** {@code POST /v1/seg-beyond}: so many pixels on each side, and the answer is the picture. */
@RestController
final class SegBeyond {
  private static final Encoding PNG = new Encoding(Format.PNG, 100);

  private final Bodies bodies;
  private final PictureSource pictures;
  private final Intake intake;
  private final Places places;
  private final SecureRandom random;

  SegBeyond(
      Bodies bodies, PictureSource pictures, Intake intake, Places places, SecureRandom random) {
    this.bodies = bodies;
    this.pictures = pictures;
    this.intake = intake;
    this.places = places;
    this.random = random;
  }

  @PostMapping("/v1/seg-beyond")
  ResponseEntity<byte[]> paint(HttpServletRequest request) {
    Accepted accepted = accept(request);
    Job job = intake.await(accepted.job(), HangUp.NEVER);
    List<byte[]> files =
        IntStream.range(0, job.result().orElseThrow().pictures().size())
            .mapToObj(n -> intake.picture(job, n))
            .toList();
    return PictureAnswer.of(job, files, accepted.form(), places);
  }

  private record Accepted(Job job, AnswerForm form) {}

  /** A method of its own, so that nothing holds the body any more while the job is waited for. */
  private Accepted accept(HttpServletRequest request) {
    AnswerForm form = AnswerForm.accepted(request.getHeader(HttpHeaders.ACCEPT));
    SegBeyondRequest wanted = SegBeyondRequest.of(bodies.json(request), random);
    Submission submission =
        new Submission(
            "seg-beyond",
            SegBeyondRequest.PICTURE,
            pictures.load(SegBeyondRequest.PICTURE, wanted.picture()),
            Optional.empty(),
            wanted.margins(),
            0,
            wanted.sampling(),
            Optional.empty(),
            PNG,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            true);
    Job job = intake.accept(Callers.of(request), submission);
    return new Accepted(job, wanted.base64() ? AnswerForm.JSON : form);
  }
}

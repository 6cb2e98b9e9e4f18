package uncrop.server.vocabulary.segmind;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.job.Job;
import uncrop.server.source.PictureSource;
import uncrop.server.vocabulary.AnswerForm;
import uncrop.server.vocabulary.AnswerHeaders;
import uncrop.server.vocabulary.Painted;
import uncrop.server.vocabulary.Paintings;
import uncrop.server.vocabulary.Wish;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Parameters;

/** {@code POST /v1/{slug}}: the answer is the picture. */
@RestController
final class SynchronousModels {
  private final SegmindModels models;
  private final Bodies bodies;
  private final PictureSource pictures;
  private final Paintings paintings;
  private final AnswerHeaders headers;

  SynchronousModels(
      SegmindModels models,
      Bodies bodies,
      PictureSource pictures,
      Paintings paintings,
      AnswerHeaders headers) {
    this.models = models;
    this.bodies = bodies;
    this.pictures = pictures;
    this.paintings = paintings;
    this.headers = headers;
  }

  @PostMapping("/v1/" + SegmindModels.SLUG)
  ResponseEntity<byte[]> paint(@PathVariable String slug, HttpServletRequest request) {
    Accepted accepted = accept(models.named(slug).orElseThrow(), request);
    Painted painted = paintings.await(accepted.job, request);
    return PictureAnswer.of(painted, accepted.form, headers.of(painted, request));
  }

  /** A method of its own, so that nothing holds the body any more while the job is waited for. */
  private Accepted accept(SegmindModel model, HttpServletRequest request) {
    Parameters sent = bodies.json(request);
    Wish wish = model.wish(sent);
    AnswerForm form =
        model.wantsBase64(sent)
            ? AnswerForm.JSON
            : AnswerForm.accepted(request.getHeader(HttpHeaders.ACCEPT), wish.encoding().format());
    byte[] picture = pictures.load(model.pictureField(), sent);
    return new Accepted(paintings.accept(request, sent, wish, picture, true), form);
  }

  private record Accepted(Job job, AnswerForm form) {}
}

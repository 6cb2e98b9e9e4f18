package uncrop.server.vocabulary.stability;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import uncrop.fault.BadInput;
import uncrop.geometry.Size;
import uncrop.picture.Format;
import uncrop.picture.PictureReader;
import uncrop.server.job.Job;
import uncrop.server.source.PictureSource;
import uncrop.server.vocabulary.AnswerForm;
import uncrop.server.vocabulary.AnswerHeaders;
import uncrop.server.vocabulary.Painted;
import uncrop.server.vocabulary.Paintings;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Excerpt;
import uncrop.server.wire.Parameters;

/** {@code POST /v2beta/stable-image/edit/outpaint}: a form in, the picture or JSON out. */
@RestController
final class StabilityOutpaint {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long MOST_BYTES = 10 << 20;

  /** Nothing is ever filtered here, and clients look for the word. */
  private static final String SUCCESS = "SUCCESS";

  private final Bodies bodies;
  private final PictureSource pictures;
  private final PictureReader reader;
  private final Paintings paintings;
  private final AnswerHeaders headers;
  private final SecureRandom random;

  StabilityOutpaint(
      Bodies bodies,
      PictureSource pictures,
      PictureReader reader,
      Paintings paintings,
      AnswerHeaders headers,
      SecureRandom random) {
    this.bodies = bodies;
    this.pictures = pictures;
    this.reader = reader;
    this.paintings = paintings;
    this.headers = headers;
    this.random = random;
  }

  @PostMapping("/v2beta/stable-image/edit/outpaint")
  ResponseEntity<byte[]> paint(HttpServletRequest request) {
    Accepted accepted = accept(request);
    Painted painted = paintings.await(accepted.job, request);
    String seed = Long.toString(painted.job().seed());
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .headers(headers.of(painted, request))
            .header("finish-reason", SUCCESS)
            .header("seed", seed);
    byte[] picture = painted.files().getFirst();
    return switch (accepted.form) {
      case JSON ->
          answer
              .contentType(MediaType.APPLICATION_JSON)
              .body(JSON.writeValueAsBytes(body(painted.job(), picture)));
      case PICTURE ->
          answer.contentType(MediaType.parseMediaType(painted.format().mediaType())).body(picture);
    };
  }

  private static Map<String, Object> body(Job job, byte[] picture) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("image", Base64.getEncoder().encodeToString(picture));
    body.put("finish_reason", SUCCESS);
    body.put("seed", job.seed());
    if (!job.warnings().isEmpty()) {
      body.put("warnings", job.warnings());
    }
    return body;
  }

  /** A method of its own, so that nothing holds the body any more while the job is waited for. */
  private Accepted accept(HttpServletRequest request) {
    Parameters sent = bodies.form(request, MOST_BYTES);
    StabilityRequest wanted = StabilityRequest.of(sent, random);
    AnswerForm form = form(request, wanted.encoding().format());
    byte[] picture = pictures.load(StabilityRequest.PICTURE, sent);
    Size size = reader.size(picture, StabilityRequest.PICTURE);
    PictureRules.require(StabilityRequest.PICTURE, size);
    return new Accepted(paintings.accept(request, sent, wanted.wish(size), picture, true), form);
  }

  private static AnswerForm form(HttpServletRequest request, Format format) {
    @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
    if (accept != null && !AnswerForm.acceptable(accept, format)) {
      throw new BadInput("accept", Excerpt.of(accept), "must be image/* or application/json");
    }
    return AnswerForm.accepted(accept, format);
  }

  private record Accepted(Job job, AnswerForm form) {}
}

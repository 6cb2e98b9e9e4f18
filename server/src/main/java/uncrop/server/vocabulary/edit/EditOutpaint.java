package uncrop.server.vocabulary.edit;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.picture.PictureReader;
import uncrop.server.job.Job;
import uncrop.server.source.PictureSource;
import uncrop.server.vocabulary.AnswerHeaders;
import uncrop.server.vocabulary.Painted;
import uncrop.server.vocabulary.Paintings;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Parameters;

/** {@code POST /api/edit/outpaint}: so many pixels on each side, and base64 in JSON back. */
@RestController
final class EditOutpaint {
  private final Bodies bodies;
  private final PictureSource pictures;
  private final PictureReader reader;
  private final Paintings paintings;
  private final AnswerHeaders headers;
  private final SecureRandom random;

  EditOutpaint(
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

  @PostMapping("/api/edit/outpaint")
  ResponseEntity<byte[]> paint(HttpServletRequest request) {
    Painted painted = paintings.await(accept(request), request);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("image", Base64.getEncoder().encodeToString(painted.files().getFirst()));
    data.put("seed", painted.job().seed());
    if (!painted.job().warnings().isEmpty()) {
      data.put("warnings", painted.job().warnings());
    }
    return EditVocabulary.success(ResponseEntity.ok().headers(headers.of(painted, request)), data);
  }

  /** A method of its own, so that nothing holds the body any more while the job is waited for. */
  private Job accept(HttpServletRequest request) {
    Parameters sent = bodies.form(request);
    EditRequest wanted = EditRequest.of(sent, random);
    byte[] picture = pictures.load(EditRequest.PICTURE, sent);
    return paintings.accept(
        request, sent, wanted.wish(reader.size(picture, EditRequest.PICTURE)), picture, true);
  }
}

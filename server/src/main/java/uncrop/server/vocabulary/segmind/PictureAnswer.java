package uncrop.server.vocabulary.segmind;

import java.util.Base64;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.vocabulary.AnswerForm;
import uncrop.server.vocabulary.Painted;

/** The answer to a painting: the picture itself, or JSON with one or all of them. */
final class PictureAnswer {
  private static final JsonMapper JSON = new JsonMapper();

  private PictureAnswer() {}

  static ResponseEntity<byte[]> of(Painted painted, AnswerForm form, HttpHeaders headers) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok().headers(headers);
    if (painted.files().size() > 1) {
      return json(
          answer, Map.of("images", painted.files().stream().map(PictureAnswer::base64).toList()));
    }
    byte[] picture = painted.files().getFirst();
    return switch (form) {
      case JSON -> json(answer, Map.of("image", base64(picture)));
      case PICTURE ->
          answer.contentType(MediaType.parseMediaType(painted.format().mediaType())).body(picture);
    };
  }

  private static ResponseEntity<byte[]> json(ResponseEntity.BodyBuilder answer, Object body) {
    return answer.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsBytes(body));
  }

  private static String base64(byte[] picture) {
    return Base64.getEncoder().encodeToString(picture);
  }
}

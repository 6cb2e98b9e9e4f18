package uncrop.server.vocabulary.edit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.web.Failure;
import uncrop.server.web.PresentedKey;
import uncrop.server.web.Vocabulary;

/** What all paths under {@code /api/edit} share. */
@Component
final class EditVocabulary implements Vocabulary {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SUCCESS = 0;
  private static final int FAILURE = -1;

  @Override
  public boolean serves(String path) {
    return Vocabulary.below("/api/edit", path);
  }

  @Override
  public String keyHeader() {
    return "authorization";
  }

  /** The page names the header Authentication in its table and authorization in its example. */
  @Override
  public Optional<String> key(HttpServletRequest request) {
    return PresentedKey.inAuthorization(request)
        .or(() -> PresentedKey.bearer("Authentication", request));
  }

  @Override
  public ResponseEntity<byte[]> failure(Failure failure) {
    return body(ResponseEntity.status(failure.status()), FAILURE, failure.message(), null);
  }

  static ResponseEntity<byte[]> success(ResponseEntity.BodyBuilder answer, Object data) {
    return body(answer, SUCCESS, "success", data);
  }

  private static ResponseEntity<byte[]> body(
      ResponseEntity.BodyBuilder answer, int code, String message, @Nullable Object data) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", message);
    body.put("data", data);
    return answer.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsBytes(body));
  }
}

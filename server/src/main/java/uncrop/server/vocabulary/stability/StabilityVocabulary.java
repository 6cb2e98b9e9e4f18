package uncrop.server.vocabulary.stability;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.web.Failure;
import uncrop.server.web.PresentedKey;
import uncrop.server.web.Vocabulary;

/** What all paths under {@code /v2beta} share: errors are {@code {id, name, errors}}. */
@Component
final class StabilityVocabulary implements Vocabulary {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public boolean serves(String path) {
    return Vocabulary.below("/v2beta", path);
  }

  @Override
  public String keyHeader() {
    return "authorization";
  }

  @Override
  public Optional<String> key(HttpServletRequest request) {
    return PresentedKey.inAuthorization(request);
  }

  /** The id is that of the request, as this API writes ids: 32 hexadecimal digits. */
  @Override
  public ResponseEntity<byte[]> failure(Failure failure) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", failure.requestId().replace("-", ""));
    body.put("name", name(failure.status()));
    body.put("errors", List.of(failure.message()));
    return ResponseEntity.status(failure.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(JSON.writeValueAsBytes(body));
  }

  /** Stability documents bad_request alone; the others follow the words of HTTP in its manner. */
  private static String name(HttpStatus status) {
    return switch (status) {
      case BAD_REQUEST -> "bad_request";
      case UNAUTHORIZED -> "unauthorized";
      case FORBIDDEN -> "forbidden";
      case NOT_FOUND -> "not_found";
      case METHOD_NOT_ALLOWED -> "method_not_allowed";
      case NOT_ACCEPTABLE -> "payment_required";
      case CONTENT_TOO_LARGE -> "payload_too_large";
      case UNSUPPORTED_MEDIA_TYPE -> "unsupported_media_type";
      case UNPROCESSABLE_CONTENT -> "invalid_request";
      case TOO_MANY_REQUESTS -> "rate_limit_exceeded";
      case BAD_GATEWAY -> "bad_gateway";
      case GATEWAY_TIMEOUT -> "gateway_timeout";
      default -> status.is4xxClientError() ? "bad_request" : "internal_error";
    };
  }
}

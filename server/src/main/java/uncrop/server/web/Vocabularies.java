package uncrop.server.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Which vocabulary a request speaks. */
@Component
final class Vocabularies {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<Vocabulary> all;

  Vocabularies(List<Vocabulary> all) {
    this.all = all;
  }

  /** Empty for paths that belong to none, such as those of the health check. */
  Optional<Vocabulary> of(HttpServletRequest request) {
    String path = path(request);
    return all.stream().filter(vocabulary -> vocabulary.serves(path)).findFirst();
  }

  /** In the words of the vocabulary; where there is none, {@code {"error": "..."}}. */
  ResponseEntity<byte[]> failure(HttpServletRequest request, Failure failure) {
    return of(request)
        .map(vocabulary -> vocabulary.failure(failure))
        .orElseGet(() ->
            ResponseEntity.status(failure.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsBytes(Map.of("error", failure.message()))));
  }

  /**
   * The pattern of the handler wherever there is one: a path as it was sent may be written in many
   * ways ({@code /v1;a=b/x}, {@code /%76%31/x}) that reach the same handler, and must then meet the
   * same key check.
   */
  private static String path(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (failed != null) {
      return failed.toString();
    }
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? request.getRequestURI() : pattern.toString();
  }
}

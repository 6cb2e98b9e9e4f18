package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.intake.ResultsGone;
import uncrop.server.web.Failure;
import uncrop.server.web.PresentedKey;
import uncrop.server.web.Vocabulary;

/** What all paths of {@code /api/v1} share: a key in either header, and problems as RFC 9457. */
@Component
final class OwnVocabulary implements Vocabulary {
  static final String ROOT = "/api/v1";

  private static final String HEADER = "x-api-key";
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public boolean serves(String path) {
    return Vocabulary.below(ROOT, path);
  }

  @Override
  public String keyHeader() {
    return HEADER + " or " + HttpHeaders.AUTHORIZATION;
  }

  @Override
  public Optional<String> key(HttpServletRequest request) {
    return PresentedKey.in(HEADER, request).or(() -> PresentedKey.inAuthorization(request));
  }

  @Override
  public ResponseEntity<byte[]> failure(Failure failure) {
    HttpStatus status = status(failure);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(JSON.writeValueAsBytes(Problem.of(status, failure)));
  }

  /** The hosted vocabularies know no 410 and say 404. */
  private static HttpStatus status(Failure failure) {
    return failure.fault().orElse(null) instanceof ResultsGone ? HttpStatus.GONE : failure.status();
  }
}

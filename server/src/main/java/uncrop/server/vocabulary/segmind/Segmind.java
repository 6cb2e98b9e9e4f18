package uncrop.server.vocabulary.segmind;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.web.Failure;
import uncrop.server.web.PresentedKey;
import uncrop.server.web.Vocabulary;

/**
 * What all paths of {@code /v1} and {@code /v2} share. A key sent as {@code Authorization} is not
 * looked at, as Segmind does not either.
 */
@Component
final class Segmind implements Vocabulary {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public boolean serves(String path) {
    return Vocabulary.below("/v1", path) || Vocabulary.below("/v2", path);
  }

  @Override
  public String keyHeader() {
    return "x-api-key";
  }

  @Override
  public Optional<String> key(HttpServletRequest request) {
    return PresentedKey.in(keyHeader(), request);
  }

  @Override
  public ResponseEntity<byte[]> failure(Failure failure) {
    return ResponseEntity.status(failure.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(JSON.writeValueAsBytes(Map.of("error", failure.message())));
  }
}

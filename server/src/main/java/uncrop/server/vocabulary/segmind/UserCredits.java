package uncrop.server.vocabulary.segmind;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.credit.Credits;
import uncrop.server.web.Callers;

/** {@code GET /v1/get-user-credits}: what the account may still spend. */
@RestController
final class UserCredits {
  private static final JsonMapper JSON = new JsonMapper();

  private final Credits credits;

  UserCredits(Credits credits) {
    this.credits = credits;
  }

  @GetMapping("/v1/get-user-credits")
  ResponseEntity<byte[]> credits(HttpServletRequest request) {
    Map<String, Long> body = new LinkedHashMap<>();
    body.put("credits", credits.remaining(Callers.of(request).account().id()));
    // credits are all of one kind here: none are given away first
    body.put("free-credits", 0L);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(JSON.writeValueAsBytes(body));
  }
}

package uncrop.server.openapi;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /openapi.yaml} and {@code /openapi.json}, for everyone. */
@RestController
final class ApiDocuments {
  /** As RFC 9512 and the OpenAPI specification name it. */
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  private final ApiDocument document = new ApiDocument();

  @GetMapping("/openapi.yaml")
  ResponseEntity<byte[]> yaml() {
    return answer(YAML, document.yaml());
  }

  @GetMapping("/openapi.json")
  ResponseEntity<byte[]> json() {
    return answer(MediaType.APPLICATION_JSON, document.json());
  }

  private static ResponseEntity<byte[]> answer(MediaType type, byte[] body) {
    return ResponseEntity.ok().contentType(type).cacheControl(CacheControl.noCache()).body(body);
  }
}

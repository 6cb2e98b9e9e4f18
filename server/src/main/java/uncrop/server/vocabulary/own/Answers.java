package uncrop.server.vocabulary.own;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers in JSON, whatever the caller says to accept. */
final class Answers {
  private Answers() {}

  /** One that is true now and may be another one in a moment. */
  static <T> ResponseEntity<T> json(T body) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(body);
  }
}

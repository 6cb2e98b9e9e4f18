package uncrop.server.web;

import java.time.temporal.ChronoUnit;
import org.springframework.http.ResponseEntity;
import uncrop.server.painting.PaintingQueue;

/**
 * The two headers by which clients pace themselves. Keys have no rate limit; what limits them is
 * the queue, so that is what they are told: how many paintings would be accepted now, and from when
 * on at least one would be.
 */
public final class RateHeaders {
  private RateHeaders() {}

  public static void set(ResponseEntity.BodyBuilder answer, PaintingQueue queue) {
    answer
        .header("x-rate-limit-remaining", Integer.toString(queue.freePlaces()))
        .header(
            "x-rate-limit-reset-at-utc", queue.freeAt().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}

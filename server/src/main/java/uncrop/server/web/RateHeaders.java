package uncrop.server.web;

import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpHeaders;
import uncrop.server.intake.Places;

/**
 * The two headers by which clients pace themselves. Keys have no rate limit; what limits them is
 * the queue, so that is what they are told: how many paintings would be accepted now, and from when
 * on at least one would be.
 */
public final class RateHeaders {
  private RateHeaders() {}

  public static void set(HttpHeaders headers, Places places) {
    headers.set("x-rate-limit-remaining", Integer.toString(places.free()));
    headers.set(
        "x-rate-limit-reset-at-utc", places.freeAt().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}

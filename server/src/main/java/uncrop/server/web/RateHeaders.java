package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import uncrop.server.intake.Places;
import uncrop.server.limit.Rate;

/**
 * The two headers by which clients pace themselves: how many requests would be accepted now, and
 * from when on at least one would be. Where keys have no rate limit, what limits them is the queue,
 * so that is what they are told.
 */
@Component
public final class RateHeaders {
  private final Places places;

  RateHeaders(Places places) {
    this.places = places;
  }

  /** As the key of a request stands after it; where it is not limited, as the queue does. */
  public void set(HttpHeaders headers, HttpServletRequest request) {
    RateCheck.rate(request).ifPresentOrElse(rate -> set(headers, rate), () -> setQueue(headers));
  }

  /** As the queue stands. */
  void setQueue(HttpHeaders headers) {
    int free = places.free();
    set(headers, free, places.freeAt(free));
  }

  static void set(HttpHeaders headers, Rate rate) {
    set(headers, rate.remaining(), rate.resetAt());
  }

  private static void set(HttpHeaders headers, long remaining, Instant resetAt) {
    // rounded up: who comes back then must not be told that it was a moment too early
    Instant reset = resetAt.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    headers.set("x-rate-limit-remaining", Long.toString(remaining));
    headers.set("x-rate-limit-reset-at-utc", reset.toString());
  }
}

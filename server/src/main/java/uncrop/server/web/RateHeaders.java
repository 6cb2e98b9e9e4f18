package uncrop.server.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpHeaders;
import uncrop.server.intake.Places;
import uncrop.server.limit.Rate;

/**
 * The two headers by which clients pace themselves: how many requests would be accepted now, and
 * from when on at least one would be. Where keys have no rate limit, what limits them is the queue,
 * so that is what they are told.
 */
public final class RateHeaders {
  private RateHeaders() {}

  static void set(HttpHeaders headers, Rate rate) {
    set(headers, rate.remaining(), rate.resetAt());
  }

  public static void set(HttpHeaders headers, Places places) {
    set(headers, places.free(), places.freeAt());
  }

  private static void set(HttpHeaders headers, long remaining, Instant resetAt) {
    // rounded up: who comes back then must not be told that it was a moment too early
    Instant reset = resetAt.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    headers.set("x-rate-limit-remaining", Long.toString(remaining));
    headers.set("x-rate-limit-reset-at-utc", reset.toString());
  }
}

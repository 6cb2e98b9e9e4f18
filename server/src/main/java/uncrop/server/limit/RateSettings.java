package uncrop.server.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How often one may ask. Each node of an installation counts for itself.
 *
 * @param perMinute requests of a key in a minute, in the long run; 0 for no limit
 * @param burst how many of them may come at once
 * @param guessesPerMinute wrong keys from an address in a minute; 0 for no limit
 */
@ConfigurationProperties("uncrop.limits.rate")
public record RateSettings(int perMinute, int burst, int guessesPerMinute) {
  public RateSettings {
    if (perMinute < 0) {
      throw new IllegalArgumentException(
          "uncrop.limits.rate.per-minute " + perMinute + ": must be at least 0");
    }
    if (burst < 1) {
      throw new IllegalArgumentException(
          "uncrop.limits.rate.burst " + burst + ": must be at least 1");
    }
    if (guessesPerMinute < 0) {
      throw new IllegalArgumentException(
          "uncrop.limits.rate.guesses-per-minute " + guessesPerMinute + ": must be at least 0");
    }
  }
}

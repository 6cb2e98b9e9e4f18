package uncrop.server.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What one request may cost.
 *
 * @param body size of a request body
 * @param bodyTime in which it must have arrived
 * @param picture size of a picture file, sent or fetched
 * @param pixels pixels of a picture that is read
 * @param canvas pixels of a picture that is painted
 */
@ConfigurationProperties("uncrop.limits")
public record LimitSettings(
    DataSize body, Duration bodyTime, DataSize picture, long pixels, long canvas) {
  public LimitSettings {
    if (body.toBytes() < 1 || body.toBytes() > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("uncrop.limits.body " + body + ": must be 1B to 2047MB");
    }
    if (!bodyTime.isPositive()) {
      throw new IllegalArgumentException(
          "uncrop.limits.body-time " + bodyTime + ": must be above 0");
    }
    if (picture.toBytes() < 1 || picture.toBytes() > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "uncrop.limits.picture " + picture + ": must be 1B to 2047MB");
    }
    if (pixels < 1) {
      throw new IllegalArgumentException("uncrop.limits.pixels " + pixels + ": must be at least 1");
    }
    if (canvas < 1) {
      throw new IllegalArgumentException("uncrop.limits.canvas " + canvas + ": must be at least 1");
    }
  }
}

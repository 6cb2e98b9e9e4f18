package uncrop.server.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which pages of others may use this server from a browser.
 *
 * @param origins each {@code https://host} or {@code https://host:port}; none: no page may
 */
@ConfigurationProperties("uncrop.cors")
record CorsSettings(List<String> origins) {
  CorsSettings {
    for (String origin : origins) {
      if (!origin.matches("https?://[^/*?#\\s]+")) {
        throw new IllegalArgumentException(
            "uncrop.cors.origins "
                + origin
                + ": must be scheme and host, such as https://studio.example.com");
      }
    }
  }
}

package uncrop.server.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Lets pages of listed origins use the server; without a list, nothing is answered to any. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsSettings.class)
class CorsBeans {
  /** What vocabularies read. Cookies are none of it. */
  private static final List<String> REQUEST_HEADERS =
      List.of(
          "x-api-key",
          "authorization",
          "content-type",
          "accept",
          "idempotency-key",
          "prefer",
          "last-event-id");

  /** What vocabularies say beside the body. */
  private static final List<String> ANSWER_HEADERS =
      List.of(
          "x-request-id",
          "x-remaining-credits",
          "x-generation-time",
          "x-output-metadata",
          "x-seed",
          "x-rate-limit-remaining",
          "x-rate-limit-reset-at-utc",
          "retry-after",
          "location",
          "link",
          "preference-applied",
          "idempotency-replayed",
          "finish-reason",
          "seed",
          "content-disposition");

  @Bean
  FilterRegistrationBean<CorsFilter> corsFilter(CorsSettings settings) {
    CorsConfiguration listed = new CorsConfiguration();
    listed.setAllowedOrigins(settings.origins());
    listed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    listed.setAllowedHeaders(REQUEST_HEADERS);
    listed.setExposedHeaders(ANSWER_HEADERS);
    listed.setMaxAge(Duration.ofHours(1));
    UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
    everywhere.registerCorsConfiguration("/**", listed);
    FilterRegistrationBean<CorsFilter> filter =
        new FilterRegistrationBean<>(new CorsFilter(everywhere));
    // before the key check: a browser's preflight carries no key
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    filter.setEnabled(!settings.origins().isEmpty());
    return filter;
  }
}

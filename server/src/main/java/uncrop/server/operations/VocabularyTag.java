package uncrop.server.operations;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.HandlerMapping;

/** Tells for each HTTP request which vocabulary it spoke, beside what is told anyway. */
final class VocabularyTag extends DefaultServerRequestObservationConvention {
  private static final String SLUG = "slug";

  @Override
  public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
    return super.getLowCardinalityKeyValues(context)
        .and(KeyValue.of("vocabulary", vocabulary(context)));
  }

  /** By the pattern of the handler, so that paths that nobody serves make no new values. */
  private static String vocabulary(ServerRequestObservationContext context) {
    String pattern = Objects.requireNonNullElse(context.getPathPattern(), "");
    HttpServletRequest request = context.getCarrier();
    if (pattern.contains("{" + SLUG)
        && request != null
        && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> named) {
      return Objects.toString(named.get(SLUG), "none");
    }
    if (pattern.startsWith("/v1/") || pattern.startsWith("/v2/")) {
      return "segmind";
    }
    if (pattern.startsWith("/api/edit/")) {
      return "edit-outpaint";
    }
    if (pattern.startsWith("/v2beta/")) {
      return "stability-outpaint";
    }
    return pattern.startsWith("/api/v1/") ? "api" : "none";
  }
}

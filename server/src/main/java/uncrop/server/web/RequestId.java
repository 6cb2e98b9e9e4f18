package uncrop.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, which stands in its answer and in each line that it logs. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestId extends OncePerRequestFilter {
  static final String HEADER = "X-Request-ID";

  /** As the log pattern names it. */
  private static final String IN_LOG = "request";

  private static final String ATTRIBUTE = RequestId.class.getName();

  /** The id of a request; empty for one that never came this far. */
  static String of(HttpServletRequest request) {
    return Objects.toString(request.getAttribute(ATTRIBUTE), "");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = UUID.randomUUID().toString();
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader(HEADER, id);
    MDC.put(IN_LOG, id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(IN_LOG);
    }
  }
}

package uncrop.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import uncrop.server.key.Caller;
import uncrop.server.limit.Rate;
import uncrop.server.limit.RateLimits;

/**
 * Counts the requests of a key, once it was checked. Those that only look are not counted, because
 * clients of jobs look every second.
 */
@Component
final class RateCheck implements HandlerInterceptor {
  private static final String ATTRIBUTE = RateCheck.class.getName();

  private final RateLimits limits;

  RateCheck(RateLimits limits) {
    this.limits = limits;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
    boolean looks =
        HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
    Optional<Caller> caller = Callers.find(request);
    if (first && !looks && caller.isPresent()) {
      limits
          .take(caller.get().key().prefix())
          .ifPresent(rate -> request.setAttribute(ATTRIBUTE, rate));
    }
    return true;
  }

  /** Where the key stands after the request was counted; empty when it was not. */
  static Optional<Rate> rate(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(ATTRIBUTE)).map(Rate.class::cast);
  }
}

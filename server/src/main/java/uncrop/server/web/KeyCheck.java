package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import uncrop.server.key.ApiKeys;

/**
 * Lets through who has a valid key in {@code x-api-key}, before any of the body is read. A key sent
 * as {@code Authorization} is not looked at: the vocabularies that want it there are others.
 */
@Component
final class KeyCheck implements HandlerInterceptor {
  private static final String HEADER = "x-api-key";

  private final ApiKeys keys;

  KeyCheck(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    @Nullable String presented = request.getHeader(HEADER);
    if (presented == null || presented.isBlank()) {
      throw new KeyRefused("no API key: send one in the header " + HEADER);
    }
    if (keys.recognise(presented.strip()).isEmpty()) {
      throw new KeyRefused("the API key in " + HEADER + " is unknown or revoked");
    }
    return true;
  }
}

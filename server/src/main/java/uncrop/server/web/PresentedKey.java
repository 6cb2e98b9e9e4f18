package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** The two ways in which keys are sent. */
public final class PresentedKey {
  private static final String SCHEME = "Bearer ";

  private PresentedKey() {}

  /** The whole value of a header. */
  public static Optional<String> in(String header, HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(header))
        .map(String::strip)
        .filter(key -> !key.isEmpty());
  }

  /** {@code Authorization}, with the word Bearer in any case or without it. */
  public static Optional<String> inAuthorization(HttpServletRequest request) {
    return bearer(HttpHeaders.AUTHORIZATION, request);
  }

  /** A header whose value may begin with the word Bearer, in any case. */
  public static Optional<String> bearer(String header, HttpServletRequest request) {
    return in(header, request)
        .map(value ->
            value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? value.substring(SCHEME.length()).strip()
                : value)
        .filter(key -> !key.isEmpty());
  }
}

package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import uncrop.server.key.Caller;

/** Who sent a request, once its key was checked. */
public final class Callers {
  private static final String ATTRIBUTE = Callers.class.getName();

  private Callers() {}

  /**
   * The caller of a request to a path that needs a key.
   *
   * @throws IllegalStateException when the path needs none
   */
  public static Caller of(HttpServletRequest request) {
    return find(request)
        .orElseThrow(
            () -> new IllegalStateException("no key is checked at " + request.getRequestURI()));
  }

  /**
   * The caller, who must be an administrator.
   *
   * @throws AdminRequired when it is none
   */
  public static Caller admin(HttpServletRequest request) {
    Caller caller = of(request);
    if (!caller.isAdmin()) {
      throw new AdminRequired();
    }
    return caller;
  }

  static Optional<Caller> find(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(ATTRIBUTE)).map(Caller.class::cast);
  }

  static void set(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }
}

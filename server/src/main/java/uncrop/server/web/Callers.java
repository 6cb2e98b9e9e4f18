package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
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
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("no key is checked at " + request.getRequestURI());
  }

  static void set(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }
}

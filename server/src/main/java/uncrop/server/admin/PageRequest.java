package uncrop.server.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.web.util.UriComponentsBuilder;
import uncrop.fault.BadInput;
import uncrop.server.wire.Excerpt;

/**
 * Which page of a list is asked for.
 *
 * @param limit most entries on it, 1 to 100
 * @param after the last entry of the page before; empty for the first page
 */
record PageRequest(int limit, Optional<String> after) {
  private static final int USUAL = 20;
  private static final int MOST = 100;

  static PageRequest of(HttpServletRequest request) {
    String limit = request.getParameter("limit");
    return new PageRequest(
        limit == null ? USUAL : limit(limit), Optional.ofNullable(request.getParameter("after")));
  }

  /** How many to look up, to know whether there is a next page. */
  int andOne() {
    return limit + 1;
  }

  <T> List<T> shown(List<T> found) {
    return found.subList(0, Math.min(limit, found.size()));
  }

  /**
   * Where the next page is, if there is one.
   *
   * @param here the list's own URL, with what selects its entries
   */
  <T> Optional<URI> next(List<T> found, UriComponentsBuilder here, Function<T, Object> name) {
    return found.size() <= limit
        ? Optional.empty()
        : Optional.of(
            here.queryParam("limit", limit)
                .queryParam("after", name.apply(found.get(limit - 1)))
                .encode()
                .build()
                .toUri());
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // refused as one that is out of range
    }
    throw new BadInput("limit", Excerpt.of(text), "must be a whole number from 1 to " + MOST);
  }
}

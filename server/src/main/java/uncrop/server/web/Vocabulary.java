package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/**
 * One dialect of HTTP: the paths that speak it, where it has its keys, and how it says that
 * something failed. What is the same for all of them (when a key is asked for, which fault is which
 * status, which headers a failure has) is decided around it.
 */
public interface Vocabulary {

  /**
   * Whether a path speaks it. No two vocabularies share one.
   *
   * @param path beginning with a slash
   */
  boolean serves(String path);

  /** Where callers are told to put their key. */
  String keyHeader();

  /** The key as it was sent, without what stands around it; empty where there is none. */
  Optional<String> key(HttpServletRequest request);

  /** The answer to a failure, with its status and its body; never a page. */
  ResponseEntity<byte[]> failure(Failure failure);

  /** Whether a path is the prefix or lies below it: {@code /v2/x} does below {@code /v2}. */
  static boolean below(String prefix, String path) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }
}

package uncrop.models.download;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version of a file an answer brings.
 *
 * @param total of the whole file in bytes; -1 if it does not say
 * @param etag a strong one, with its quotes
 * @param sha256 that the hub says the file has
 */
record Version(long total, Optional<String> etag, Optional<String> sha256) {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final Pattern QUOTED_SHA256 = Pattern.compile("\"?([0-9a-f]{64})\"?");

  /**
   * @param sha256 of {@link #linked}, from whichever answer had it
   */
  static Version of(HttpHeaders headers, Optional<String> sha256) {
    Optional<String> range = headers.firstValue("Content-Range");
    long total =
        range
            .map(RANGE::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(2))
            .filter(text -> !text.equals("*"))
            .map(Long::valueOf)
            .orElseGet(() -> range.isPresent() ? -1 : length(headers));
    Optional<String> etag = headers.firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
    return new Version(total, etag, sha256);
  }

  private static long length(HttpHeaders headers) {
    return headers.firstValueAsLong("Content-Length").orElse(-1);
  }

  /** The position in the file from which an answer goes on; -1 if it does not say. */
  static long start(HttpHeaders headers) {
    return headers
        .firstValue("Content-Range")
        .map(RANGE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.parseLong(matcher.group(1)))
        .orElse(-1L);
  }

  /** The hub gives the SHA-256 of large files before it redirects to where they lie. */
  static Optional<String> linked(HttpHeaders headers) {
    return headers
        .firstValue("X-Linked-Etag")
        .map(QUOTED_SHA256::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }
}

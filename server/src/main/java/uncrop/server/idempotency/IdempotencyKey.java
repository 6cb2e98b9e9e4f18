package uncrop.server.idempotency;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;

/**
 * By which a request that is sent again is known.
 *
 * @param key as the caller chose it, unique in the account
 * @param fingerprint of path and content, to tell the same request from another one with its key
 */
public record IdempotencyKey(String key, String fingerprint) {
  public static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 255;

  /**
   * Reads the header.
   *
   * @param header its value; null when it was not sent
   * @param fingerprint asked for only when it was
   * @return empty when it was not sent
   * @throws BadInput when it is not 1 to 255 visible ASCII characters, bare or in the quotes that
   *     draft-ietf-httpapi-idempotency-key-header wants around them
   */
  public static Optional<IdempotencyKey> of(
      @Nullable String header, Supplier<Fingerprint> fingerprint) {
    if (header == null) {
      return Optional.empty();
    }
    String key = unquoted(header.strip());
    boolean visible = key.chars().allMatch(c -> c > ' ' && c <= '~');
    if (key.isEmpty() || key.length() > LONGEST || !visible) {
      throw new BadInput(
          HEADER, "\"" + key + "\"", "must be 1 to " + LONGEST + " visible ASCII characters");
    }
    return Optional.of(new IdempotencyKey(key, fingerprint.get().hash()));
  }

  /** A string of RFC 9651 escapes quotes and backslashes by a backslash, and nothing else. */
  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted
        ? value.substring(1, value.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")
        : value;
  }
}

package uncrop.models.download;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on a server.
 *
 * @param token that proves who asks; sent to this server only, wherever it redirects to
 * @param page on which a person can read of it, and accept a licence
 * @param bytes that it must have, if known
 */
public record RemoteFile(URI uri, Optional<String> token, String page, OptionalLong bytes) {

  /** Whether another address is on the same server: scheme, host and port. */
  boolean sameOrigin(URI other) {
    return scheme(uri).equals(scheme(other))
        && String.valueOf(uri.getHost()).equalsIgnoreCase(other.getHost())
        && port(uri) == port(other);
  }

  /**
   * Whether it is safe to go there: over TLS, within this machine, or where the user says so
   * although it is neither.
   */
  boolean allows(URI other) {
    return switch (scheme(other)) {
      case "https" -> true;
      case "http" -> sameOrigin(other) || isLoopback(other);
      default -> false;
    };
  }

  private static boolean isLoopback(URI uri) {
    try {
      // Names are not looked up: whose name points here may point elsewhere in a second.
      String host = String.valueOf(uri.getHost());
      return host.equalsIgnoreCase("localhost")
          || host.matches("127(\\.\\d{1,3}){3}|\\[.*]")
              && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String scheme(URI uri) {
    return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
  }
}

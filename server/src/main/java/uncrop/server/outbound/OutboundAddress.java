package uncrop.server.outbound;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;

/** What an address must be before any host is asked, whether a caller or a redirect named it. */
public final class OutboundAddress {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int FIRST_FREE_PORT = 1024;
  private static final int LAST_PORT = 65535;

  private OutboundAddress() {}

  /**
   * The address itself, when it may be asked as far as its form goes. Where it leads is looked at
   * when it is connected to.
   *
   * @param field the caller's name for the address, for messages
   * @throws BadInput when it is not http or https, names no host, or holds a password
   */
  public static URI checked(String field, URI address) {
    @Nullable String scheme = address.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw refused(field, address, "must begin with http:// or https://");
    }
    if (address.getHost() == null || address.getPort() > LAST_PORT || address.getPort() == 0) {
      throw refused(field, address, "names no host that could be asked");
    }
    if (address.getRawUserInfo() != null) {
      throw refused(field, address, "must not hold a user name or password");
    }
    return address;
  }

  /** {@code host:port}, as an allow-list writes it, also where the address leaves the port out. */
  public static String hostAndPort(URI address) {
    return address.getHost().toLowerCase(Locale.ROOT) + ":" + port(address);
  }

  /** Whether a web server may be there; below 1024 all other ports belong to other services. */
  static boolean hasWebPort(URI address) {
    int port = port(address);
    return port == HTTP_PORT || port == HTTPS_PORT || port >= FIRST_FREE_PORT;
  }

  private static int port(URI address) {
    int standard = "https".equalsIgnoreCase(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    return address.getPort() == -1 ? standard : address.getPort();
  }

  private static BadInput refused(String field, URI address, String advice) {
    // an address may hold a password or a signature, so only its beginning is repeated
    return new BadInput(field, address.getScheme() + "://" + address.getHost(), advice);
  }
}

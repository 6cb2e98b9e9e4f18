package uncrop.server.source;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;
import uncrop.server.wire.Excerpt;

/** What an address must be before any host is asked, whether a caller or a redirect named it. */
final class PictureAddress {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int LAST_PORT = 65535;

  private PictureAddress() {}

  static URI checked(String field, URI address) {
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

  /** {@code host:port}, as an allow-list writes it. */
  static String hostAndPort(URI address) {
    int standard = "https".equalsIgnoreCase(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    int port = address.getPort() == -1 ? standard : address.getPort();
    return address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  private static BadInput refused(String field, URI address, String advice) {
    // an address may hold a password or a signature, so only its beginning is repeated
    return new BadInput(field, Excerpt.of(address.getScheme() + "://" + address.getHost()), advice);
  }
}

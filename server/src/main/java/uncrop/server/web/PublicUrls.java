package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How this server is reached from outside, for the addresses that stand in answers and messages.
 */
@Component
public final class PublicUrls {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final String setting;
  private final Environment environment;

  PublicUrls(@Value("${uncrop.public-url}") String setting, Environment environment) {
    this.setting = checked(setting.strip());
    this.environment = environment;
  }

  /**
   * The address under which the caller of this request reaches the server, without a slash at its
   * end. What proxies say of the original request counts only where the setting
   * server.forward-headers-strategy makes Tomcat believe them; then it has already replaced what
   * the request says of itself.
   */
  public URI base(HttpServletRequest request) {
    return setting.isEmpty()
        ? base(request.getScheme(), request.getServerName(), request.getServerPort())
        : URI.create(setting);
  }

  /**
   * The address for who has not asked, such as the receiver of a webhook. Without the setting it is
   * the one that the server listens on, which only its own machine or network can reach.
   */
  public URI base() {
    if (!setting.isEmpty()) {
      return URI.create(setting);
    }
    boolean encrypted = environment.getProperty("server.ssl.bundle") != null;
    String host = environment.getProperty("server.address", "localhost");
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    int set = environment.getProperty("server.port", Integer.class, HTTP_PORT);
    int port = environment.getProperty("local.server.port", Integer.class, set);
    return base(encrypted ? "https" : "http", everywhere ? "localhost" : host, port);
  }

  private static URI base(String scheme, String host, int port) {
    String named = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    int standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    return URI.create(scheme + "://" + named + (port == standard ? "" : ":" + port));
  }

  private static String checked(String setting) {
    if (setting.isEmpty()) {
      return setting;
    }
    String lower = setting.toLowerCase(Locale.ROOT);
    boolean plain = !setting.contains("?") && !setting.contains("#") && !setting.contains(" ");
    if (!plain || !(lower.startsWith("http://") || lower.startsWith("https://"))) {
      throw new IllegalArgumentException(
          "uncrop.public-url "
              + setting
              + ": must be an http(s) URL without query, such as https://uncrop.example.com");
    }
    return setting.replaceAll("/+$", "");
  }
}

package uncrop.server.source;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A host that sends everybody to wherever the request says. */
final class Redirects implements AutoCloseable {
  private final HttpServer server;

  Redirects(int status) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String to = exchange.getRequestURI().getRawQuery();
            exchange
                .getResponseHeaders()
                .set("Location", URLDecoder.decode(to, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  /** A header holds one line of plain characters. */
  static boolean fitsInHeader(String address) {
    return address.chars().allMatch(c -> c > ' ' && c < 127);
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  URI to(String address) {
    return URI.create(
        "http://" + host() + "/?" + URLEncoder.encode(address, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package uncrop.server.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A host of pictures, good and bad, on this machine. */
public final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  public FileServer(byte[] picture) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    on("/picture.png", exchange -> send(exchange, 200, picture));
    on("/missing.png", exchange -> send(exchange, 404, new byte[0]));
    on("/broken.png", exchange -> send(exchange, 500, picture));
    on(
        "/page.png",
        exchange ->
            send(exchange, 200, "<!doctype html><p>no</p>".getBytes(StandardCharsets.UTF_8)));
    on("/moved.png", exchange -> redirect(exchange, "/picture.png"));
    on("/round.png", exchange -> redirect(exchange, "/round.png"));
    on("/query.png", exchange -> redirect(exchange, exchange.getRequestURI().getRawQuery()));
    on("/headers.png", exchange -> largeHeaders(exchange, picture));
    on("/hangs.png", _ -> awaitClose());
    on("/drips.png", this::drip);
    on("/endless.png", FileServer::pour);
    server.start();
  }

  public String url(String path) {
    return "http://" + host() + path;
  }

  /** As an allow-list has it. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public int asked() {
    return asked.get();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void on(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          try (exchange) {
            answer.to(exchange);
          }
        });
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static void largeHeaders(HttpExchange exchange, byte[] picture) throws IOException {
    exchange.getResponseHeaders().set("X-Large", "x".repeat(1 << 20));
    send(exchange, 200, picture);
  }

  /** One byte, and the next never: each read on the other side has something to hope for. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(0x89);
    exchange.getResponseBody().flush();
    awaitClose();
  }

  /** More than anyone wants, without a length, until the other side hangs up. */
  private static void pour(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] block = new byte[1 << 16];
    try (OutputStream out = exchange.getResponseBody()) {
      while (true) {
        out.write(block);
      }
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

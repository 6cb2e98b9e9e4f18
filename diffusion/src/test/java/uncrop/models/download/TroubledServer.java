package uncrop.models.download;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real server on this machine that gives files, and fails in the ways it is told to. */
public final class TroubledServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, byte[]> files = Collections.synchronizedMap(new HashMap<>());
  private final Queue<Answer> next = new ArrayDeque<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  /** One way to answer. */
  public interface Answer {
    void to(HttpExchange exchange, byte[] content) throws IOException;
  }

  /** One request. */
  public record Asked(String path, Headers headers) {
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.getFirst(name));
    }
  }

  public TroubledServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public TroubledServer with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** How it answers the next requests; after that it does as it should. */
  public synchronized TroubledServer then(Answer... answers) {
    next.addAll(List.of(answers));
    return this;
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  /** All requests, in turn. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(new Asked(exchange.getRequestURI().getPath(), exchange.getRequestHeaders()));
      byte[] content = files.getOrDefault(exchange.getRequestURI().getPath(), new byte[0]);
      Answer answer;
      synchronized (this) {
        answer = next.poll();
      }
      if (answer != null) {
        answer.to(exchange, content);
      } else if (!files.containsKey(exchange.getRequestURI().getPath())) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        sound(exchange, content, content.length, true);
      }
    }
  }

  /** As servers should: ranges of the version that was begun, else the whole. */
  private static void sound(HttpExchange exchange, byte[] content, int most, boolean heedsVersion)
      throws IOException {
    String etag = '"' + sha256(content) + '"';
    exchange.getResponseHeaders().set("ETag", etag);
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    if (range == null || heedsVersion && condition != null && !condition.equals(etag)) {
      send(exchange, 200, content, 0, most);
      return;
    }
    int start = Integer.parseInt(range.replaceAll("\\D", ""));
    if (start >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    exchange
        .getResponseHeaders()
        .set(
            "Content-Range", "bytes %d-%d/%d".formatted(start, content.length - 1, content.length));
    send(exchange, 206, content, start, most);
  }

  private static void send(HttpExchange exchange, int status, byte[] content, int start, int most)
      throws IOException {
    int length = content.length - start;
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    OutputStream out = exchange.getResponseBody();
    out.write(content, start, Math.min(length, most));
    out.flush();
  }

  /** Ends the connection after so many bytes of the answer's body. */
  public static Answer droppingAfter(int bytes) {
    return (exchange, content) -> sound(exchange, content, bytes, true);
  }

  /** Sends so many bytes of the body, and then nothing, and keeps the connection. */
  public Answer stallingAfter(int bytes) {
    return (exchange, content) -> {
      sound(exchange, content, bytes, true);
      stall();
    };
  }

  /** The same without saying how much there is, and of which version. */
  public Answer stallingUnnamed(int bytes) {
    return (exchange, content) -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
      stall();
    };
  }

  private void stall() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static Answer ignoringRanges() {
    return (exchange, content) -> send(exchange, 200, content, 0, content.length);
  }

  /** Goes on with other bytes, though those that came were of another version. */
  public static Answer mixingVersions() {
    return (exchange, content) -> sound(exchange, content, content.length, false);
  }

  public static Answer failing(int status, String... headers) {
    return (exchange, content) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  public static Answer redirecting(URI to, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Location", to.toString()));
    return failing(302, all.toArray(String[]::new));
  }

  public static Answer giving(byte[] other) {
    return (exchange, content) -> send(exchange, 200, other, 0, other.length);
  }

  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}

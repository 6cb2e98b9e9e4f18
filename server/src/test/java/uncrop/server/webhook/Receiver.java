package uncrop.server.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who is told of the end of jobs, and answers as a test wants. */
public final class Receiver implements AutoCloseable {
  /** What arrived. */
  public record Arrival(String id, long timestamp, String signature, String type, String body) {

    /** Whether the signature is right, by the text of the Standard Webhooks specification. */
    public boolean signedWith(String secret) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String content = "%s.%d.%s".formatted(id, timestamp, body);
        byte[] sum = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        return signature.equals("v1," + Base64.getEncoder().encodeToString(sum));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final AtomicInteger status = new AtomicInteger(204);

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/hook", this::answer);
    server.createContext("/hangs", this::hang);
    server.start();
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public URI url() {
    return URI.create("http://" + host() + "/hook?x=1");
  }

  /** Takes what it is told and never answers. */
  public URI hangingUrl() {
    return URI.create("http://" + host() + "/hangs");
  }

  /** From now on answers so. */
  public void answer(int status) {
    this.status.set(status);
  }

  /** The next that arrives; fails when nothing does. */
  public Arrival next() {
    try {
      Arrival next = arrivals.poll(30, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing arrived");
      }
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many have arrived that nobody has asked for. */
  public int waiting() {
    return arrivals.size();
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    arrivals.add(
        new Arrival(
            headers.getFirst("webhook-id"),
            Long.parseLong(headers.getFirst("webhook-timestamp")),
            headers.getFirst("webhook-signature"),
            headers.getFirst("Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      take(exchange);
      if (status.get() / 100 == 3) {
        exchange.getResponseHeaders().set("Location", "/hook?again");
      }
      exchange.sendResponseHeaders(status.get(), -1);
    }
  }

  private void hang(HttpExchange exchange) throws IOException {
    try (exchange) {
      take(exchange);
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

package uncrop.server.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpRedirects;

/**
 * Asks hosts that strangers name, without letting them reach the inside of the network. Follows no
 * redirect. Thread-safe.
 */
public final class OutboundClient implements AutoCloseable {
  /*
   * What keeps strangers out of the inside:
   *
   * - The filter (OutsideNames) sits in the client's own name resolution, so it judges the very
   *   addresses that are then connected to. A name that resolves to something public when checked
   *   and to something inside when connected (rebinding) gains nothing, and 2130706433,
   *   [::ffff:127.0.0.1] and the like are plain addresses by then.
   * - The port must be one that web servers have. Mail and other services that stand open to the
   *   public can be talked to through HTTP by who chooses the lines well.
   * - Redirects are answers like any other; who wants to follow one makes another request of it,
   *   which passes the same checks.
   * - No proxy is used: it would do the look-up for us, unfiltered.
   * - A host on the allow-list is asked by a second client without the filter; the list holds host
   *   and port, so opening one inside service does not open the others beside it.
   *
   * The deadline is kept by interrupting the virtual thread that does the work, because a host that
   * sends one byte at a time outlives any timeout of a single read.
   */
  private static final int BUFFER = 1 << 16;

  private static final int NO_BODY = -1;
  private static final int FIRST_REDIRECT = 300;

  private static final int CONNECTIONS = 256;
  private static final int CONNECTIONS_PER_HOST = 32;

  /** Headers without end would fill the memory before the deadline; the library has no limit. */
  private static final ManagedHttpClientConnectionFactory SHORT_HEADERS =
      ManagedHttpClientConnectionFactory.builder()
          .http1Config(Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build())
          .build();

  private final AllowList allowList;
  private final CloseableHttpClient outside;
  private final CloseableHttpClient allowed;
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A client that resolves names as this machine does.
   *
   * @param longest what no single request may exceed, whatever it asks for
   */
  public OutboundClient(AllowList allowList, Duration longest) {
    this(allowList, longest, SystemDefaultDnsResolver.INSTANCE);
  }

  /** As the other one, with names resolved by {@code names}. */
  public OutboundClient(AllowList allowList, Duration longest, DnsResolver names) {
    this.allowList = allowList;
    this.outside = client(new OutsideNames(names), longest);
    this.allowed = client(names, longest);
  }

  /**
   * Sends a request and reads the answer.
   *
   * @param request to an address that {@link OutboundAddress#checked} let through
   * @param deadline for everything from the look-up of the name to the last byte
   * @param mostBytes of the body
   */
  public Outcome fetch(OutboundRequest request, Duration deadline, long mostBytes) {
    return send(request, deadline, mostBytes);
  }

  /** As {@link #fetch}, for who only wants to know the status. */
  public Outcome tell(OutboundRequest request, Duration deadline) {
    return send(request, deadline, NO_BODY);
  }

  private Outcome send(OutboundRequest request, Duration deadline, long mostBytes) {
    boolean listed = allowList.holds(request.address());
    if (!listed && !OutboundAddress.hasWebPort(request.address())) {
      return new Outcome.Refused();
    }
    CloseableHttpClient client = listed ? allowed : outside;
    HttpUriRequestBase message = request.message();
    Future<Outcome> exchange = exchanges.submit(() -> exchange(client, message, mostBytes));
    try {
      return exchange.get(Math.max(deadline.toNanos(), 0), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Outcome.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request to the outside failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("the server is stopping");
    } finally {
      exchange.cancel(true);
      // a read in a socket does not notice an interrupt on every kind of thread
      message.cancel();
    }
  }

  private static Outcome exchange(
      CloseableHttpClient client, HttpUriRequestBase message, long mostBytes) {
    try {
      return answer(client.executeOpen(null, message, null), mostBytes);
    } catch (OutsideNames.LeadsInside e) {
      return new Outcome.Refused();
    } catch (UnknownHostException e) {
      return new Outcome.Failed("its name is not known");
    } catch (SocketTimeoutException e) {
      return new Outcome.TimedOut();
    } catch (SSLException e) {
      return new Outcome.Failed("no trusted encrypted connection");
    } catch (IOException e) {
      return new Outcome.Failed("no connection, or it broke off");
    } finally {
      // Closing the answer would first read all that the host still sends; this hangs up.
      message.cancel();
    }
  }

  private static Outcome answer(ClassicHttpResponse response, long mostBytes) throws IOException {
    Optional<String> location =
        Optional.ofNullable(response.getFirstHeader(HttpHeaders.LOCATION)).map(Header::getValue);
    HttpEntity entity = response.getEntity();
    if (entity == null || response.getCode() >= FIRST_REDIRECT || mostBytes == NO_BODY) {
      return new Outcome.Answered(response.getCode(), location, new byte[0]);
    }
    if (entity.getContentLength() > mostBytes) {
      return new Outcome.TooLong();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    InputStream body = entity.getContent();
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      if (bytes.size() + (long) n > mostBytes) {
        return new Outcome.TooLong();
      }
      bytes.write(buffer, 0, n);
    }
    return new Outcome.Answered(response.getCode(), location, bytes.toByteArray());
  }

  private static CloseableHttpClient client(DnsResolver names, Duration longest) {
    return new HttpComponentsHttpClientBuilder()
        .withDnsResolver(names)
        .withCustomizer(client ->
            client
                .setUserAgent("uncrop")
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries())
        .withConnectionManagerCustomizer(connections ->
            connections
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                .setConnectionFactory(SHORT_HEADERS))
        .build(
            HttpClientSettings.defaults()
                .withRedirects(HttpRedirects.DONT_FOLLOW)
                .withTimeouts(longest, longest));
  }

  @Override
  public void close() {
    exchanges.shutdownNow();
    outside.close(CloseMode.IMMEDIATE);
    allowed.close(CloseMode.IMMEDIATE);
  }
}

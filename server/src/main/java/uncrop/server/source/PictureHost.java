package uncrop.server.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import uncrop.fault.UncropException;
import uncrop.server.settings.FetchSettings;
import uncrop.server.wire.TooLarge;

/**
 * Fetches pictures from addresses that strangers name, without letting them reach the inside of the
 * network.
 */
public final class PictureHost implements AutoCloseable {
  /*
   * What keeps callers out of the inside:
   *
   * - The filter sits in the client's own name resolution, so it judges the very addresses that are
   *   then connected to. A name that resolves to something public when checked and to something
   *   inside when connected (rebinding) gains nothing, and 2130706433, [::ffff:127.0.0.1] and the
   *   like are plain addresses by then.
   * - Redirects are followed here, one by one, so that each passes the same checks.
   * - No proxy is used: it would do the look-up for us, unfiltered.
   * - A host on the allow-list is asked by a second client without the filter; the list holds host
   *   and port, so opening one inside service does not open the others beside it.
   *
   * The deadline is kept by interrupting the virtual thread that does the work, because a host that
   * sends one byte at a time outlives any timeout of a single read.
   */
  private static final int BUFFER = 1 << 16;

  private static final int CONNECTIONS = 256;
  private static final int CONNECTIONS_PER_HOST = 32;

  /** Headers without end would fill the memory before the deadline; the library has no limit. */
  private static final ManagedHttpClientConnectionFactory SHORT_HEADERS =
      ManagedHttpClientConnectionFactory.builder()
          .http1Config(Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build())
          .build();

  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_ERROR = 400;

  private final CloseableHttpClient outside;
  private final CloseableHttpClient allowed;
  private final FetchSettings settings;
  private final Set<String> allowList;
  private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();

  public PictureHost(FetchSettings settings) {
    this(settings, SystemDefaultDnsResolver.INSTANCE);
  }

  PictureHost(FetchSettings settings, DnsResolver names) {
    this.settings = settings;
    this.allowList = Set.copyOf(settings.allow());
    this.outside = client(names, InetAddressFilter.externalAddresses());
    this.allowed = client(names, InetAddressFilter.all());
  }

  byte[] fetch(String field, URI first, long mostBytes) {
    Future<byte[]> fetched = fetches.submit(() -> follow(field, first, mostBytes));
    try {
      return fetched.get(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HostTimedOut(field, first.getHost(), settings.deadline());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncropException fault) {
        throw fault;
      }
      throw new IllegalStateException("fetching failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostFailed(field, first.getHost(), "the server is stopping");
    } finally {
      fetched.cancel(true);
    }
  }

  private byte[] follow(String field, URI first, long mostBytes) {
    URI address = PictureAddress.checked(field, first);
    for (int hop = 0; hop <= settings.redirects(); hop++) {
      Reply reply = ask(field, address, mostBytes);
      switch (reply) {
        case Body body -> {
          return body.bytes;
        }
        case Redirect(URI next) -> address = PictureAddress.checked(field, next);
      }
    }
    throw new HostFailed(
        field, first.getHost(), "more than " + settings.redirects() + " redirects");
  }

  private Reply ask(String field, URI address, long mostBytes) {
    boolean listed = allowList.contains(PictureAddress.hostAndPort(address));
    String host = address.getHost();
    HttpGet request = new HttpGet(address);
    request.setHeader("Accept", "image/png, image/jpeg, image/webp, */*;q=0.1");
    try {
      ClassicHttpResponse response = (listed ? allowed : outside).executeOpen(null, request, null);
      return reply(field, address, response, mostBytes);
    } catch (FilteredHostException e) {
      throw new AddressRefused(field, host);
    } catch (UnknownHostException e) {
      throw new HostFailed(field, host, "its name is not known");
    } catch (SocketTimeoutException e) {
      throw new HostTimedOut(field, host, settings.deadline());
    } catch (IOException e) {
      throw new HostFailed(field, host, "no connection, or it broke off");
    } finally {
      // Closing the answer would first read all that the host still sends; this hangs up.
      request.cancel();
    }
  }

  private static Reply reply(
      String field, URI address, ClassicHttpResponse response, long mostBytes) throws IOException {
    int status = response.getCode();
    Header location = response.getFirstHeader("Location");
    if (status >= FIRST_REDIRECT && status < FIRST_ERROR && location != null) {
      try {
        return new Redirect(address.resolve(new URI(location.getValue())));
      } catch (URISyntaxException e) {
        throw new HostFailed(field, address.getHost(), "it redirected to no valid URL");
      }
    }
    HttpEntity entity = response.getEntity();
    if (status >= FIRST_REDIRECT || entity == null) {
      throw new HostFailed(field, address.getHost(), "it answered " + status);
    }
    if (entity.getContentLength() > mostBytes) {
      throw new TooLarge(field, mostBytes);
    }
    return new Body(readAtMost(field, entity.getContent(), mostBytes));
  }

  private static byte[] readAtMost(String field, InputStream body, long mostBytes)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
    byte[] buffer = new byte[BUFFER];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      if (bytes.size() + (long) n > mostBytes) {
        throw new TooLarge(field, mostBytes);
      }
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }

  private CloseableHttpClient client(DnsResolver names, InetAddressFilter filter) {
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
                .withInetAddressFilter(filter)
                .withRedirects(HttpRedirects.DONT_FOLLOW)
                .withTimeouts(settings.deadline(), settings.deadline()));
  }

  @Override
  public void close() {
    fetches.shutdownNow();
    outside.close(CloseMode.IMMEDIATE);
    allowed.close(CloseMode.IMMEDIATE);
  }

  private sealed interface Reply permits Body, Redirect {}

  private static final class Body implements Reply {
    final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private record Redirect(URI next) implements Reply {}
}

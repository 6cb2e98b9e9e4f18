package uncrop.server.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import uncrop.server.outbound.AllowList;
import uncrop.server.outbound.OutboundAddress;
import uncrop.server.outbound.OutboundClient;
import uncrop.server.outbound.OutboundRequest;
import uncrop.server.outbound.Outcome;
import uncrop.server.settings.FetchSettings;
import uncrop.server.wire.TooLarge;

/**
 * Fetches pictures from addresses that strangers name. Redirects are followed here, one by one, so
 * that each passes the same checks as the first address.
 */
public final class PictureHost implements AutoCloseable {
  private static final String ACCEPT = "image/png, image/jpeg, image/webp, */*;q=0.1";
  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_ERROR = 400;

  private final OutboundClient client;
  private final FetchSettings settings;

  public PictureHost(FetchSettings settings) {
    this(settings, SystemDefaultDnsResolver.INSTANCE);
  }

  PictureHost(FetchSettings settings, DnsResolver names) {
    AllowList allowed = new AllowList("uncrop.fetch.allow", settings.allow());
    this.settings = settings;
    this.client = new OutboundClient(allowed, settings.deadline(), names);
  }

  byte[] fetch(String field, URI first, long mostBytes) {
    long end = System.nanoTime() + settings.deadline().toNanos();
    URI address = OutboundAddress.checked(field, first);
    for (int hop = 0; hop <= settings.redirects(); hop++) {
      OutboundRequest request = OutboundRequest.get(address, ACCEPT);
      Duration left = Duration.ofNanos(end - System.nanoTime());
      String host = address.getHost();
      switch (client.fetch(request, left, mostBytes)) {
        case Outcome.Answered answer when answer.body().length > 0 -> {
          return answer.body();
        }
        case Outcome.Answered answer -> address = redirect(field, address, answer);
        case Outcome.Refused() -> throw new AddressRefused(field, host);
        case Outcome.TooLong() -> throw new TooLarge(field, mostBytes);
        case Outcome.TimedOut() -> throw new HostTimedOut(field, host, settings.deadline());
        case Outcome.Failed(String reason) -> throw new HostFailed(field, host, reason);
      }
    }
    throw new HostFailed(
        field, first.getHost(), "more than " + settings.redirects() + " redirects");
  }

  private static URI redirect(String field, URI from, Outcome.Answered answer) {
    boolean redirect = answer.status() >= FIRST_REDIRECT && answer.status() < FIRST_ERROR;
    if (!redirect || answer.location().isEmpty()) {
      throw new HostFailed(field, from.getHost(), "it answered " + answer.status());
    }
    try {
      URI next = from.resolve(new URI(answer.location().get()));
      return OutboundAddress.checked(field, next);
    } catch (URISyntaxException e) {
      throw new HostFailed(field, from.getHost(), "it redirected to no valid URL");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

package uncrop.server.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Resolves only names that lead outside. One that leads to several addresses, some of them inside,
 * is refused as a whole: nobody who means well needs that.
 */
final class OutsideNames implements DnsResolver {
  /*
   * The filter knows the blocks that are reserved for special purposes, by the registries of IANA.
   * Added to these are
   *
   * - all of IPv6 but 2000::/3, the only part that is given out to the public: beside blocks without
   *   an owner, that shuts forms of IPv4 addresses that are long out of use (::127.0.0.1,
   *   ::ffff:0:127.0.0.1),
   * - documentation addresses within that part that are younger than the filter,
   * - the address at which Azure serves each machine its secrets, which is a public one by its form.
   */
  private static final InetAddressFilter OUTSIDE =
      InetAddressFilter.externalAddresses()
          .andNot("::/3", "4000::/2", "8000::/1", "3fff::/20", "168.63.129.16/32");

  private final DnsResolver names;

  OutsideNames(DnsResolver names) {
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      if (!OUTSIDE.matches(address)) {
        throw new LeadsInside();
      }
    }
    return addresses;
  }

  /** Asked for by some ways to authenticate, of which none is used. */
  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** A name of which at least one address is inside. */
  static final class LeadsInside extends UnknownHostException {}
}

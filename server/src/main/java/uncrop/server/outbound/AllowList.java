package uncrop.server.outbound;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Inside hosts that may be asked all the same. An entry opens one port of one name: another name of
 * the same machine, or another port, stays closed.
 */
public final class AllowList {
  private final Set<String> hosts;

  /**
   * @param setting its name, for messages
   * @param hosts each {@code host:port}
   * @throws IllegalArgumentException when one has another form
   */
  public AllowList(String setting, List<String> hosts) {
    this.hosts =
        hosts.stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String host : this.hosts) {
      if (!host.matches(".+:\\d{1,5}")) {
        throw new IllegalArgumentException(
            setting + " " + host + ": must be host:port, such as files.internal:9000");
      }
    }
  }

  boolean holds(URI address) {
    return hosts.contains(OutboundAddress.hostAndPort(address));
  }
}

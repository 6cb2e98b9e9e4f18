package uncrop.server.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The attempts that are under way on this node, counted so that a receiver that hangs keeps only
 * messages to itself waiting, and an account with many such receivers only its own. Thread-safe.
 */
final class Flights {
  private static final int HOSTS_PER_ACCOUNT = 4;

  private final int atOnce;
  private final int perHost;
  private final Map<String, Integer> hosts = new HashMap<>();
  private final Map<String, Integer> accounts = new HashMap<>();
  private int all;

  Flights(int atOnce, int perHost) {
    this.atOnce = atOnce;
    this.perHost = perHost;
  }

  synchronized boolean haveRoom() {
    return all < atOnce;
  }

  /** Hosts that take no more now. */
  synchronized List<String> busyHosts() {
    return busy(hosts, perHost);
  }

  /** Accounts that take no more now. */
  synchronized List<String> busyAccounts() {
    return busy(accounts, perHost * HOSTS_PER_ACCOUNT);
  }

  synchronized void begin(Message message) {
    all++;
    hosts.merge(message.host(), 1, Integer::sum);
    accounts.merge(message.accountId(), 1, Integer::sum);
  }

  synchronized void end(Message message) {
    all--;
    hosts.computeIfPresent(message.host(), Flights::oneLess);
    accounts.computeIfPresent(message.accountId(), Flights::oneLess);
  }

  // a mapping to null is removed
  @SuppressWarnings("NullAway")
  private static Integer oneLess(String key, Integer count) {
    return count == 1 ? null : count - 1;
  }

  private static List<String> busy(Map<String, Integer> counts, int most) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= most)
        .map(Map.Entry::getKey)
        .toList();
  }
}

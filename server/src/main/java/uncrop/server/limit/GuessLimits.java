package uncrop.server.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How often an address may present keys that are none. */
public final class GuessLimits {
  /*
   * A key has 190 random bits and is not found by trying. What this spares is the look-up of each
   * guess, and the log of whoever reads it. An address may be a proxy with many honest callers behind
   * it, whom one guesser must not lock out; so a key whose shown beginning belongs to one that was
   * recognised before is looked up all the same. Knowing the beginning helps nobody to guess the rest,
   * which has 142 bits.
   */
  private static final int MOST_ADDRESSES = 100_000;

  /** Bytes of an IPv6 address that name a network; the rest is its owner's to choose. */
  private static final int NETWORK = 8;

  private final Optional<Buckets> buckets;
  private final Set<String> recognised = ConcurrentHashMap.newKeySet();

  public GuessLimits(RateSettings settings, Clock clock) {
    int guesses = settings.guessesPerMinute();
    this.buckets =
        guesses == 0
            ? Optional.empty()
            : Optional.of(new Buckets(guesses, guesses, MOST_ADDRESSES, clock));
  }

  /**
   * To be asked before a key is looked up.
   *
   * @param address of the caller, as digits
   * @param keyPrefix as much of the key as is no secret
   * @throws RateExceeded when the address has guessed too often
   */
  public void admit(String address, String keyPrefix) {
    if (buckets.isEmpty() || recognised.contains(keyPrefix)) {
      return;
    }
    Buckets.Taken standing = buckets.get().look(network(address));
    if (!standing.allowed()) {
      throw new RateExceeded(
          "wrong API keys from this address", standing.rate(), standing.retryAfter());
    }
  }

  /** Notes that the key was none. */
  public void wrong(String address) {
    buckets.ifPresent(all -> all.take(network(address)));
  }

  /** Notes that the key was one. There are never more of these than keys were made. */
  public void right(String keyPrefix) {
    if (buckets.isPresent()) {
      recognised.add(keyPrefix);
    }
  }

  private static String network(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK)
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}

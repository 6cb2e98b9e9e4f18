package uncrop.server.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** The tricks of {@code outbound/inside.txt}, and the names that some of them need. */
public final class InsideAddresses {
  private static final String FILE = "/outbound/inside.txt";
  private static final String NAME = "# NAME ";

  private InsideAddresses() {}

  /** Every address, with the port on which the test listens. */
  public static List<String> on(int port) {
    return lines().stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.replace("{port}", Integer.toString(port)).replace("\\t", "\t"))
        .toList();
  }

  /** Resolves the names of the file as it says, and all others as this machine does. */
  public static DnsResolver names() {
    Map<String, List<String>> answers = new HashMap<>();
    for (String line : lines()) {
      if (line.startsWith(NAME)) {
        int equals = line.indexOf(" = ");
        List<String> turns = List.of(line.substring(equals + " = ".length()).split(" \\| ", -1));
        answers.put(line.substring(NAME.length(), equals), new ArrayList<>(turns));
      }
    }
    return new DnsResolver() {
      @Override
      public synchronized InetAddress[] resolve(String host) throws UnknownHostException {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        List<String> turns = answers.get(name);
        if (turns == null) {
          return SystemDefaultDnsResolver.INSTANCE.resolve(host);
        }
        String turn = turns.size() > 1 ? turns.removeFirst() : turns.getFirst();
        return Arrays.stream(turn.split(" ", -1))
            .map(InsideAddresses::address)
            .toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines() {
    try (InputStream file =
        Objects.requireNonNull(InsideAddresses.class.getResourceAsStream(FILE))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

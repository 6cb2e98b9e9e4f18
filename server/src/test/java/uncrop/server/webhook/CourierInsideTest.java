package uncrop.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uncrop.fault.BadInput;
import uncrop.server.database.Database;
import uncrop.server.outbound.AllowList;
import uncrop.server.outbound.InsideAddresses;
import uncrop.server.outbound.Listener;
import uncrop.server.outbound.OutboundAddress;
import uncrop.server.outbound.OutboundClient;

/** Nobody reaches the inside by having it told of a job. */
@Timeout(120)
class CourierInsideTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Listener inside = new Listener();

  @AfterEach
  void stop() {
    inside.close();
  }

  private static Message message(int n, URI url) {
    Instant now = Instant.now();
    return new Message(
        "message-%04d".formatted(n),
        "local",
        "job",
        "outpaint.done",
        url,
        OutboundAddress.hostAndPort(url),
        "{}",
        now,
        now,
        Optional.of(now),
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** What an account or a job could name, if nothing but the delivery itself looked at it. */
  private static Optional<URI> deliverable(String trick) {
    try {
      return Optional.of(OutboundAddress.checked("webhook", new URI(trick)));
    } catch (URISyntaxException | BadInput e) {
      return Optional.empty();
    }
  }

  @Test
  void none_of_the_tricks_gets_in() {
    try (Database database = Database.in(folder);
        OutboundClient client =
            new OutboundClient(
                new AllowList("test", List.of()), DEADLINE, InsideAddresses.names())) {
      Messages messages = new Messages(database);
      Courier courier =
          new Courier(
              client,
              new WebhookSecrets(database, new SecureRandom()),
              messages,
              new RetrySchedule(new SplittableRandom(1)),
              DEADLINE,
              Clock.systemUTC(),
              new SimpleMeterRegistry());
      int tried = 0;
      for (String trick : InsideAddresses.on(inside.port())) {
        Optional<URI> url = deliverable(trick);
        if (url.isPresent()) {
          tried++;
          Message written = message(tried, url.get());
          messages.insert(written);
          courier.deliver(
              messages.claim(Instant.now(), DEADLINE, List.of(), List.of()).orElseThrow());
          assertThat(messages.find(written.id()).orElseThrow().delivered()).as(trick).isEmpty();
          assertThat(messages.attempts(written.id()).getFirst().status()).as(trick).isEmpty();
        }
      }
      assertThat(tried).isGreaterThan(60);
    }
    assertThat(inside.connections()).isZero();
  }
}

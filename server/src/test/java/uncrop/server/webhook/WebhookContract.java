package uncrop.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.server.database.Database;
import uncrop.server.job.Job;
import uncrop.server.outbound.AllowList;
import uncrop.server.outbound.OutboundAddress;
import uncrop.server.outbound.OutboundClient;

/** How messages are delivered, on every database. */
@Timeout(120)
abstract class WebhookContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final List<String> NOBODY = List.of();

  private final MutableClock clock = new MutableClock(NOON);
  private final Receiver receiver = new Receiver();
  private int written;

  /** A database in which tables are and rows may be. */
  abstract Database database();

  private Messages messages;
  private WebhookSecrets secrets;

  @BeforeEach
  void start_without_messages() {
    database().jdbc().sql("DELETE FROM webhook_message").update();
    database().jdbc().sql("UPDATE account SET webhook_secret = NULL").update();
    messages = new Messages(database());
    secrets = new WebhookSecrets(database(), new SecureRandom());
  }

  @AfterEach
  void close_the_receiver() {
    receiver.close();
  }

  private Message write(URI url) {
    written++;
    Message message =
        new Message(
            "message-%05d".formatted(written),
            "local",
            "job-" + written,
            "outpaint.done",
            url,
            OutboundAddress.hostAndPort(url),
            "{\"type\":\"outpaint.done\",\"n\":\"ä%d\"}".formatted(written),
            clock.instant(),
            clock.instant(),
            Optional.of(clock.instant()),
            0,
            Optional.empty(),
            Optional.empty());
    messages.insert(message);
    return message;
  }

  private Optional<Message> claim() {
    return messages.claim(clock.instant(), LEASE, NOBODY, NOBODY);
  }

  private Message now(Message message) {
    return messages.find(message.id()).orElseThrow();
  }

  private OutboundClient client() {
    return new OutboundClient(new AllowList("test", List.of(receiver.host())), DEADLINE);
  }

  private Courier courier(OutboundClient client, Duration deadline) {
    RetrySchedule schedule = new RetrySchedule(new SplittableRandom(1));
    return new Courier(
        client, secrets, messages, schedule, deadline, clock, new SimpleMeterRegistry());
  }

  private Message deliver(Message written) {
    try (OutboundClient client = client()) {
      courier(client, DEADLINE).deliver(claim().orElseThrow());
    }
    return now(written);
  }

  @Test
  void a_message_arrives_signed_and_is_done() {
    Message message = write(receiver.url());
    Message after = deliver(message);
    Receiver.Arrival arrival = receiver.next();
    assertThat(arrival.id()).isEqualTo(message.id());
    assertThat(arrival.timestamp()).isEqualTo(NOON.getEpochSecond());
    assertThat(arrival.type()).startsWith("application/json");
    assertThat(arrival.body()).isEqualTo(message.body());
    assertThat(arrival.signedWith(secrets.of("local"))).isTrue();
    assertThat(after.state()).isEqualTo(Message.State.DELIVERED);
    assertThat(after.delivered()).contains(NOON);
    assertThat(claim()).isEmpty();
    assertThat(messages.attempts(message.id()))
        .singleElement()
        .satisfies(attempt -> {
          assertThat(attempt.status()).hasValue(204);
          assertThat(attempt.error()).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 401, 404, 408, 429, 500, 503})
  void what_is_not_taken_is_sent_again_the_same_but_for_the_time(int status) {
    receiver.answer(status);
    Message message = write(receiver.url());
    Message after = deliver(message);
    assertThat(after.state()).isEqualTo(Message.State.WAITING);
    assertThat(after.next().orElseThrow()).isBetween(NOON.plusSeconds(5), NOON.plusSeconds(6));
    Receiver.Arrival first = receiver.next();
    assertThat(claim()).isEmpty();
    clock.forward(Duration.ofSeconds(6));
    receiver.answer(200);
    assertThat(deliver(message).state()).isEqualTo(Message.State.DELIVERED);
    Receiver.Arrival second = receiver.next();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.timestamp()).isEqualTo(first.timestamp() + 6);
    assertThat(second.signedWith(secrets.of("local"))).isTrue();
    assertThat(receiver.waiting()).isZero();
    assertThat(messages.attempts(message.id())).extracting(Attempt::number).containsExactly(1, 2);
  }

  @Test
  void a_receiver_that_is_gone_is_told_nothing_more() {
    receiver.answer(410);
    Message after = deliver(write(receiver.url()));
    assertThat(after.state()).isEqualTo(Message.State.GIVEN_UP);
    clock.forward(Duration.ofDays(1));
    assertThat(claim()).isEmpty();
  }

  @Test
  void after_a_day_of_failures_a_message_is_given_up_and_can_be_replayed() {
    receiver.answer(500);
    Message message = write(receiver.url());
    int attempts = 0;
    while (now(message).state() == Message.State.WAITING) {
      clock.set(now(message).next().orElseThrow());
      deliver(message);
      attempts++;
    }
    assertThat(attempts).isBetween(12, 13);
    assertThat(clock.instant()).isBefore(NOON.plus(Duration.ofHours(24)));
    assertThat(now(message).state()).isEqualTo(Message.State.GIVEN_UP);
    assertThat(messages.attempts(message.id())).hasSize(attempts);

    clock.forward(Duration.ofDays(3));
    assertThat(messages.replay(message.id(), clock.instant())).isPresent();
    assertThat(deliver(message).state()).isEqualTo(Message.State.WAITING);
    receiver.answer(200);
    clock.set(now(message).next().orElseThrow());
    assertThat(deliver(message).state()).isEqualTo(Message.State.DELIVERED);
    assertThat(messages.replay("nobody", clock.instant())).isEmpty();
  }

  @Test
  void a_message_is_there_when_the_end_of_its_job_is_and_only_then() {
    Outbox outbox =
        new Outbox(
            messages,
            (job, n) -> URI.create("https://example.com/" + n),
            new Bell(),
            clock,
            new SecureRandom());
    Job told = EndedJobs.failed(Optional.of(receiver.url()));
    assertThatThrownBy(() ->
            database()
                .transactions()
                .run(() -> {
                  outbox.ended(told);
                  throw new IllegalStateException("the end did not happen");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(claim()).isEmpty();
    database().transactions().run(() -> outbox.ended(told));
    Message written = claim().orElseThrow();
    assertThat(written.event()).isEqualTo("outpaint.failed");
    assertThat(written.jobId()).isEqualTo(told.id());
    assertThat(written.url()).isEqualTo(receiver.url());

    database()
        .transactions()
        .run(() -> {
          outbox.ended(EndedJobs.failed(Optional.empty()));
          // who let this through made a mistake that must not keep the job from ending
          outbox.ended(EndedJobs.failed(Optional.of(URI.create("ftp://user:x@a/"))));
        });
    assertThat(claim()).isEmpty();
  }

  @Test
  void who_never_answers_has_timed_out() {
    Message message = write(receiver.hangingUrl());
    try (OutboundClient client = client()) {
      courier(client, Duration.ofMillis(300)).deliver(claim().orElseThrow());
    }
    assertThat(now(message).state()).isEqualTo(Message.State.WAITING);
    assertThat(messages.attempts(message.id()).getFirst().error().orElseThrow()).contains("0.3 s");
  }

  @Test
  void a_claimed_message_is_nobody_elses_until_the_lease_ends() {
    Message message = write(receiver.url());
    Message first = claim().orElseThrow();
    assertThat(claim()).isEmpty();
    clock.forward(LEASE);
    Message second = claim().orElseThrow();
    assertThat(second.id()).isEqualTo(message.id());
    assertThat(second.attempts()).isEqualTo(2);
    // who was thought to be dead comes back: what it says is logged and changes nothing
    messages.givenUp(first, attempt(first), clock.instant());
    assertThat(now(message).state()).isEqualTo(Message.State.WAITING);
    messages.delivered(second, attempt(second), clock.instant());
    assertThat(now(message).state()).isEqualTo(Message.State.DELIVERED);
    assertThat(messages.attempts(message.id())).hasSize(2);
  }

  private Attempt attempt(Message claimed) {
    return new Attempt(
        claimed.attempts(),
        clock.instant(),
        Duration.ZERO,
        OptionalInt.empty(),
        Optional.of("test"));
  }

  @Test
  void of_many_nodes_that_claim_at_once_each_gets_other_messages() throws Exception {
    int count = 40;
    for (int i = 0; i < count; i++) {
      write(receiver.url());
    }
    Callable<List<String>> node =
        () -> {
          Messages own = new Messages(database());
          List<String> mine = new ArrayList<>();
          for (Optional<Message> next = own.claim(NOON, LEASE, NOBODY, NOBODY);
              next.isPresent();
              next = own.claim(NOON, LEASE, NOBODY, NOBODY)) {
            mine.add(next.get().id());
          }
          return mine;
        };
    List<String> claimed = new ArrayList<>();
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<String>> one : nodes.invokeAll(List.of(node, node, node, node))) {
        claimed.addAll(one.get());
      }
    }
    // a node may see nothing while others hold what there is, and looks again later
    for (Optional<Message> rest = claim(); rest.isPresent(); rest = claim()) {
      claimed.add(rest.get().id());
    }
    assertThat(claimed).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void busy_hosts_and_accounts_are_passed_over() {
    write(receiver.url());
    Message other = write(URI.create("https://other.example/hook"));
    assertThat(messages.claim(NOON, LEASE, List.of(receiver.host()), NOBODY).orElseThrow().id())
        .isEqualTo(other.id());
    assertThat(messages.claim(NOON, LEASE, NOBODY, List.of("local"))).isEmpty();
    assertThat(messages.claim(NOON, LEASE, List.of(receiver.host(), "x"), List.of("y"))).isEmpty();
    assertThat(messages.claim(NOON, LEASE, List.of("x"), List.of("y"))).isPresent();
  }

  @Test
  void a_receiver_that_hangs_holds_up_nobody_else() {
    for (int i = 0; i < 20; i++) {
      write(receiver.hangingUrl());
    }
    try (Receiver other = new Receiver();
        OutboundClient client =
            new OutboundClient(
                new AllowList("test", List.of(receiver.host(), other.host())), DEADLINE)) {
      Message waiting = write(other.url());
      WebhookSettings settings =
          new WebhookSettings(
              List.of(), DEADLINE, Duration.ofMillis(20), 6, 2, Duration.ofDays(30));
      Deliveries deliveries =
          new Deliveries(messages, courier(client, DEADLINE), settings, new Bell(), clock);
      deliveries.start();
      assertThat(other.next().id()).isEqualTo(waiting.id());
      receiver.next();
      receiver.next();
      assertThat(receiver.waiting()).isZero();
      deliveries.stop();
    }
  }

  @Test
  void everything_that_is_due_is_delivered_once_by_two_nodes() {
    int count = 30;
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < count; i++) {
      expected.add(write(receiver.url()).id());
    }
    try (OutboundClient client = client()) {
      WebhookSettings settings =
          new WebhookSettings(
              List.of(), DEADLINE, Duration.ofMillis(20), 8, 4, Duration.ofDays(30));
      List<Deliveries> nodes = new ArrayList<>();
      for (int node = 0; node < 2; node++) {
        nodes.add(new Deliveries(messages, courier(client, DEADLINE), settings, new Bell(), clock));
      }
      nodes.forEach(Deliveries::start);
      List<String> arrived = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        arrived.add(receiver.next().id());
      }
      assertThat(arrived).containsExactlyInAnyOrderElementsOf(expected);
      nodes.forEach(Deliveries::stop);
    }
    assertThat(receiver.waiting()).isZero();
  }

  @Test
  void messages_are_listed_from_the_newest_by_account_and_state() {
    receiver.answer(410);
    Message lost = write(receiver.url());
    deliver(lost);
    Message waiting = write(receiver.url());
    assertThat(messages.list(Optional.empty(), Optional.empty(), 10))
        .extracting(Message::id)
        .containsExactly(waiting.id(), lost.id());
    assertThat(messages.list(Optional.empty(), Optional.empty(), 1)).hasSize(1);
    assertThat(messages.list(Optional.of("nobody"), Optional.empty(), 10)).isEmpty();
    assertThat(messages.list(Optional.of("local"), Optional.of(Message.State.GIVEN_UP), 10))
        .extracting(Message::id)
        .containsExactly(lost.id());
    assertThat(messages.list(Optional.empty(), Optional.of(Message.State.WAITING), 10))
        .extracting(Message::id)
        .containsExactly(waiting.id());
    assertThat(messages.list(Optional.empty(), Optional.of(Message.State.DELIVERED), 10)).isEmpty();
  }

  @Test
  void what_is_over_is_forgotten_and_what_waits_is_not() {
    receiver.answer(410);
    Message over = write(receiver.url());
    deliver(over);
    Message waiting = write(receiver.url());
    assertThat(messages.sweep(NOON)).isZero();
    assertThat(messages.sweep(NOON.plusSeconds(1))).isEqualTo(1);
    assertThat(messages.find(over.id())).isEmpty();
    assertThat(messages.attempts(over.id())).isEmpty();
    assertThat(messages.find(waiting.id())).isPresent();
  }

  @Test
  void the_secret_of_an_account_stays_until_it_is_replaced() {
    String secret = secrets.of("local");
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(new WebhookSecrets(database(), new SecureRandom()).of("local")).isEqualTo(secret);
    String next = secrets.replace("local");
    assertThat(next).isNotEqualTo(secret);
    assertThat(secrets.of("local")).isEqualTo(next);
  }
}

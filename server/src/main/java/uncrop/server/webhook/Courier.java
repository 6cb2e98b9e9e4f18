package uncrop.server.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.server.outbound.OutboundClient;
import uncrop.server.outbound.OutboundRequest;
import uncrop.server.outbound.Outcome;

/** Makes one attempt to deliver a claimed message and writes down what came of it. */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_ERROR = 400;

  /** The receiver says that it wants no more of this. */
  private static final int GONE = 410;

  private final OutboundClient client;
  private final WebhookSecrets secrets;
  private final Messages messages;
  private final RetrySchedule schedule;
  private final Duration deadline;
  private final Clock clock;
  private final MeterRegistry meters;

  Courier(
      OutboundClient client,
      WebhookSecrets secrets,
      Messages messages,
      RetrySchedule schedule,
      Duration deadline,
      Clock clock,
      MeterRegistry meters) {
    this.client = client;
    this.secrets = secrets;
    this.messages = messages;
    this.schedule = schedule;
    this.deadline = deadline;
    this.clock = clock;
    this.meters = meters;
  }

  void deliver(Message message) {
    Instant started = clock.instant();
    Outcome outcome = client.tell(request(message, started), deadline);
    if (Thread.currentThread().isInterrupted()) {
      // this node is stopping: nothing is known of the attempt, another one follows after the lease
      return;
    }
    Instant now = clock.instant();
    OptionalInt status =
        outcome instanceof Outcome.Answered answer
            ? OptionalInt.of(answer.status())
            : OptionalInt.empty();
    Optional<String> failure = failure(outcome);
    Attempt attempt =
        new Attempt(message.attempts(), started, Duration.between(started, now), status, failure);
    meters
        .timer("uncrop.webhook.delivery", "outcome", failure.isEmpty() ? "delivered" : "failed")
        .record(attempt.took());
    if (failure.isEmpty()) {
      messages.delivered(message, attempt, now);
      return;
    }
    boolean unwanted = status.orElse(0) == GONE;
    Optional<Instant> next = unwanted ? Optional.empty() : schedule.next(message.began(), now);
    if (next.isPresent()) {
      messages.failed(message, attempt, next.get());
    } else {
      messages.givenUp(message, attempt, now);
      LOG.warn(
          "webhook message {} was given up after attempt {}: {}",
          message.id(),
          message.attempts(),
          failure.get());
    }
  }

  private OutboundRequest request(Message message, Instant now) {
    long timestamp = now.getEpochSecond();
    String secret = secrets.of(message.accountId());
    Map<String, String> headers =
        Map.of(
            "webhook-id", message.id(),
            "webhook-timestamp", Long.toString(timestamp),
            "webhook-signature", Signature.of(secret, message.id(), timestamp, message.body()));
    return OutboundRequest.post(message.url(), headers, message.body());
  }

  /** Why an outcome is no delivery; empty when it is one. */
  private Optional<String> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answer when answer.status() < FIRST_REDIRECT -> Optional.empty();
      case Outcome.Answered answer when answer.status() < FIRST_ERROR ->
          Optional.of("it redirected, which is not followed");
      case Outcome.Answered answer -> Optional.of("it answered " + answer.status());
      case Outcome.Refused() ->
          Optional.of(
              "the address or its port is not public; the operator can list the host under"
                  + " uncrop.webhooks.allow");
      case Outcome.TimedOut() ->
          Optional.of("no answer within " + deadline.toMillis() / 1000.0 + " s");
      case Outcome.TooLong() -> Optional.of("its answer has no end");
      case Outcome.Failed(String reason) -> Optional.of(reason);
    };
  }
}

package uncrop.server.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as its row was when it was read.
 *
 * @param id a UUID of version 7; what the receiver tells repeated messages by
 * @param event such as {@code outpaint.done}
 * @param body the JSON that is sent, the same each time
 * @param began when delivery began, or began anew by hand
 * @param next when it is tried next; empty once it was delivered or given up
 * @param attempts how often it was claimed for an attempt: the fence against late outcomes
 */
public record Message(
    String id,
    String accountId,
    String jobId,
    String event,
    URI url,
    String host,
    String body,
    Instant created,
    Instant began,
    Optional<Instant> next,
    int attempts,
    Optional<Instant> delivered,
    Optional<Instant> givenUp) {

  /** What has become of it. */
  public State state() {
    if (delivered.isPresent()) {
      return State.DELIVERED;
    }
    return givenUp.isPresent() ? State.GIVEN_UP : State.WAITING;
  }

  /** What can have become of a message. */
  public enum State {
    WAITING,
    DELIVERED,
    GIVEN_UP
  }
}

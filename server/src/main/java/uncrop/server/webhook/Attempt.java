package uncrop.server.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt to deliver a message.
 *
 * @param number from 1, over all of the message's life
 * @param status what the receiver answered; empty when it did not
 * @param error why it does not count as delivered; empty when it does
 */
public record Attempt(
    int number, Instant started, Duration took, OptionalInt status, Optional<String> error) {}

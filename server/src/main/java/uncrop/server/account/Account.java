package uncrop.server.account;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Who owns keys, jobs and credits.
 *
 * @param name unique, as people call it
 * @param priority jobs of a higher one go first, whoever waits; 0 unless set
 * @param webhookUrl told of the end of every job that names no other
 * @param closed since when its keys are refused
 */
public record Account(
    String id,
    String name,
    int priority,
    Optional<URI> webhookUrl,
    Instant created,
    Optional<Instant> closed) {
  /** The account of an installation that needs no other. */
  public static final String LOCAL = "local";
}

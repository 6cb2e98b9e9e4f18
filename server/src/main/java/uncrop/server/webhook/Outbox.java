package uncrop.server.webhook;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import uncrop.fault.BadInput;
import uncrop.server.database.Database;
import uncrop.server.job.EndListener;
import uncrop.server.job.Job;
import uncrop.server.outbound.OutboundAddress;

/**
 * Writes the message about a job's end in the transaction that ends it: there is a message exactly
 * when the job ended, whatever happens to this process then. It goes to the address that the job
 * names, or else to that of its account.
 */
public final class Outbox implements EndListener {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Messages messages;
  private final PictureLinks links;
  private final Bell bell;
  private final Clock clock;
  private final NoArgGenerator ids;

  Outbox(Messages messages, PictureLinks links, Bell bell, Clock clock, SecureRandom random) {
    this.messages = messages;
    this.links = links;
    this.bell = bell;
    this.clock = clock;
    this.ids = Generators.timeBasedEpochRandomGenerator(random);
  }

  /**
   * The outbox of a command beside a server, which delivers what is in it. For jobs that end
   * without pictures: only the server knows how these are reached.
   */
  public static EndListener ofCommand(Database database, Clock clock, SecureRandom random) {
    PictureLinks none =
        (job, n) -> {
          throw new IllegalStateException("job " + job.id() + " has a picture");
        };
    return new Outbox(new Messages(database), none, new Bell(), clock, random);
  }

  @Override
  public void ended(Job job) {
    Optional<URI> receiver = job.webhook().or(() -> messages.receiverOf(job.accountId()));
    receiver.filter(url -> deliverable(job, url)).ifPresent(url -> write(job, url));
  }

  /**
   * Who accepts an address checks it; one that slipped through must not keep the job from ending.
   */
  private static boolean deliverable(Job job, URI url) {
    try {
      OutboundAddress.checked("webhook", url);
      return true;
    } catch (BadInput e) {
      LOG.warn("nobody is told of the end of job {}: {}", job.id(), e.getMessage());
      return false;
    }
  }

  private void write(Job job, URI url) {
    Instant now = clock.instant();
    Event event = Event.of(job, links, now);
    messages.insert(
        new Message(
            ids.generate().toString(),
            job.accountId(),
            job.id(),
            event.type(),
            url,
            OutboundAddress.hostAndPort(url),
            event.json(),
            now,
            now,
            Optional.of(now),
            0,
            Optional.empty(),
            Optional.empty()));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            bell.ring();
          }
        });
  }
}

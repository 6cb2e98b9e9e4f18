package uncrop.server.credit;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the ledger.
 *
 * @param id ascending with time
 * @param available what it adds to the credits that may be spent
 * @param reserved what it adds to those set aside
 * @param jobId whose price it is; empty for a grant
 * @param round of that job, from 1
 */
public record LedgerEntry(
    long id,
    Kind kind,
    long available,
    long reserved,
    Optional<String> jobId,
    Optional<Integer> round,
    String note,
    Instant created) {

  /** What happened. */
  public enum Kind {
    /** Credits were given, or withdrawn. */
    GRANT,
    /** The price of a job was set aside when it was accepted. */
    RESERVE,
    /** It was taken, because the job's pictures are stored. */
    CAPTURE,
    /** It was given back, because there are none. */
    RELEASE;

    /** As the database and callers write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}

package uncrop.server.credit;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the ledger.
 *
 * @param id ascending with time
 * @param kind {@code grant}, {@code reserve}, {@code capture} or {@code release}
 * @param available what it adds to the credits that may be spent
 * @param reserved what it adds to those set aside
 * @param jobId whose price it is; empty for a grant
 * @param round of that job, from 1
 */
public record LedgerEntry(
    long id,
    String kind,
    long available,
    long reserved,
    Optional<String> jobId,
    Optional<Integer> round,
    String note,
    Instant created) {}

package uncrop.server.job;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job as its row was when it was read.
 *
 * @param id a UUID of version 7: ids sort by the time of acceptance
 * @param keyPrefix of the key that it was asked for with
 * @param vocabulary slug of the one it was asked for in
 * @param round how often it was taken up anew by a person, from 1; each time it is paid for anew
 * @param attempt how often it was handed to a worker
 * @param progress 0 to 1
 * @param stage what is being done, in one or two words
 * @param seed of the first sample; each other one's is 1 higher
 * @param price in credits, reserved while it is queued or running
 * @param result of a job that is done
 * @param fault of a job that failed or was cancelled
 * @param error what its caller is told about that, in one line
 * @param requestId of the request that it came with, for logs
 * @param swept whether its files are gone
 */
public record Job(
    String id,
    String accountId,
    String keyPrefix,
    String vocabulary,
    JobStatus status,
    int round,
    int attempt,
    double progress,
    String stage,
    Order order,
    String engine,
    long seed,
    long price,
    Optional<Result> result,
    List<String> warnings,
    Optional<JobFault> fault,
    Optional<String> error,
    Optional<URI> webhook,
    Optional<String> requestId,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> finished,
    boolean swept) {

  /** The model that paints it, of an engine that has models. */
  public Optional<String> model() {
    return Optional.ofNullable(order.sampling().options().get("model"));
  }

  /** Where the storage keeps all files of a job. */
  public static String folder(String id) {
    return "jobs/" + id + "/";
  }

  /** Storage key of the picture as it was sent. */
  public String sourceKey() {
    return folder(id) + "source";
  }

  /** Storage key of what it looks like so far, a JPEG. */
  public String previewKey() {
    return folder(id) + "preview";
  }

  /** Storage key of the mask as it was sent. */
  public String maskKey() {
    return folder(id) + "mask";
  }

  /** How the storage keys of everything begin that this attempt paints. */
  public String attemptPrefix() {
    return folder(id) + round + "-" + attempt + "-";
  }
}

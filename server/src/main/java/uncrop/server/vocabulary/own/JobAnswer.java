package uncrop.server.vocabulary.own;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.job.Result;
import uncrop.server.job.ResultPicture;

/**
 * A job as clients see it.
 *
 * @param status queued, running, done, failed or cancelled
 * @param progress share of the painting that is done, 0 to 1
 * @param images one for each sample, in their order; empty until the job is done
 * @param seed of the first image; each other one's is 1 higher
 * @param credits what it costs; 0 once it failed or was cancelled
 * @param warnings what of the request was not used, and why
 * @param error why it failed or was cancelled; null otherwise
 * @param model of an engine that has models; null otherwise
 * @param position in the queue, 1 being the next; null unless it is queued
 * @param stage what is being done; null unless it is running
 * @param vocabulary in which it was asked for
 * @param account whose it is
 */
record JobAnswer(
    String id,
    String status,
    double progress,
    List<Image> images,
    long seed,
    String engine,
    long credits,
    List<String> warnings,
    @Nullable String error,
    @Nullable String model,
    @Nullable Integer position,
    @Nullable String stage,
    String vocabulary,
    String account,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant finished) {

  record Image(URI url, int width, int height) {}

  /**
   * @param position of a queued job, or 0
   * @param url of the image with that index
   */
  static JobAnswer of(Job job, int position, IntFunction<URI> url) {
    boolean charged = job.status() != JobStatus.FAILED && job.status() != JobStatus.CANCELLED;
    return new JobAnswer(
        job.id(),
        job.status().wire(),
        job.progress(),
        images(job.result().map(Result::pictures).orElse(List.of()), url),
        job.seed(),
        job.engine(),
        charged ? job.price() : 0,
        job.warnings(),
        job.error().orElse(null),
        job.model().orElse(null),
        position > 0 ? position : null,
        job.status() == JobStatus.RUNNING ? job.stage() : null,
        job.vocabulary(),
        job.accountId(),
        job.created(),
        job.started().orElse(null),
        job.finished().orElse(null));
  }

  private static List<Image> images(List<ResultPicture> pictures, IntFunction<URI> url) {
    return IntStream.range(0, pictures.size())
        .mapToObj(n -> new Image(url.apply(n), pictures.get(n).width(), pictures.get(n).height()))
        .toList();
  }
}

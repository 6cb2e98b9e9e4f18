package uncrop.server.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.job.Result;
import uncrop.server.job.ResultPicture;

/**
 * What a message says.
 *
 * @param type {@code outpaint.done}, {@code outpaint.failed} or {@code outpaint.cancelled}
 * @param timestamp when it happened
 */
record Event(String type, String timestamp, EndedJob data) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  /**
   * A job as clients see it.
   *
   * @param credits what it cost; nothing unless it is done
   */
  record EndedJob(
      String id,
      String status,
      double progress,
      List<Image> images,
      long seed,
      String engine,
      long credits,
      List<String> warnings,
      @Nullable String error) {}

  record Image(URI url, int width, int height) {}

  /** Says how a job ended. */
  static Event of(Job job, PictureLinks links, Instant now) {
    boolean done = job.status() == JobStatus.DONE;
    EndedJob data =
        new EndedJob(
            job.id(),
            job.status().wire(),
            job.progress(),
            images(job, links),
            job.seed(),
            job.engine(),
            done ? job.price() : 0,
            job.warnings(),
            job.error().orElse(null));
    Instant ended = job.finished().orElse(now);
    return new Event("outpaint." + job.status().wire(), ended.toString(), data);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  private static List<Image> images(Job job, PictureLinks links) {
    List<Image> images = new ArrayList<>();
    for (ResultPicture picture : job.result().map(Result::pictures).orElse(List.of())) {
      images.add(new Image(links.of(job, images.size()), picture.width(), picture.height()));
    }
    return images;
  }
}

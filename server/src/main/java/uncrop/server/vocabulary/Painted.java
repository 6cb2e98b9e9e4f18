package uncrop.server.vocabulary;

import java.util.List;
import uncrop.picture.Format;
import uncrop.server.job.Job;
import uncrop.server.job.Result;

/**
 * A job that is done, and its pictures as files, in the order of their seeds.
 *
 * @param files at least one
 */
public record Painted(Job job, List<byte[]> files) {

  public Result result() {
    return job.result().orElseThrow();
  }

  /** Of all of them. */
  public Format format() {
    return result().pictures().getFirst().format();
  }
}

package uncrop.server.webhook;

import java.net.URI;
import uncrop.server.job.Job;

/** Makes addresses of painted pictures that receivers of messages can fetch. */
@FunctionalInterface
public interface PictureLinks {

  /** The address of a job's picture, 0 being the first. */
  URI of(Job job, int n);
}

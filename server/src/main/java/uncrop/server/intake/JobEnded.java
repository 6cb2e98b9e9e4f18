package uncrop.server.intake;

import uncrop.fault.UncropException;
import uncrop.server.job.Job;

/** A job is not in the state that it would have to be in. */
public final class JobEnded extends UncropException {
  /**
   * @param impossible what cannot be done with it, such as {@code cannot be cancelled}
   */
  public JobEnded(Job job, String impossible) {
    super("job " + job.id() + " is " + job.status().wire() + " and " + impossible);
  }
}

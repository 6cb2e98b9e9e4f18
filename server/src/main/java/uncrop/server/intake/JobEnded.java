package uncrop.server.intake;

import uncrop.fault.UncropException;
import uncrop.server.job.Job;

/** A job is not in the state that it would have to be in. */
public final class JobEnded extends UncropException {
  public JobEnded(Job job) {
    super("job " + job.id() + " is " + job.status().wire() + " and cannot be cancelled any more");
  }
}

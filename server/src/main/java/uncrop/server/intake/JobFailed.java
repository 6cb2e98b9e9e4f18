package uncrop.server.intake;

import uncrop.fault.UncropException;
import uncrop.server.job.JobFault;

/** A job that was waited for did not succeed. */
public final class JobFailed extends UncropException {
  private final JobFault fault;

  JobFailed(JobFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public JobFault fault() {
    return fault;
  }
}

package uncrop.server.intake;

import uncrop.fault.UncropException;

/** The pictures of a job were kept for a time, which is over. */
public final class ResultsGone extends UncropException {
  ResultsGone(String jobId) {
    super("the pictures of job " + jobId + " are not kept any more; have them painted again");
  }
}

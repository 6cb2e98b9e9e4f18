package uncrop.server.job;

/** Takes part in the end of jobs. */
public interface EndListener {

  /**
   * Is called inside the transaction in which a job becomes done, failed or cancelled, and must be
   * quick; what it throws undoes the end.
   */
  void ended(Job job);
}

package uncrop.server.vocabulary.segmindqueue;

import uncrop.server.job.Job;

/** What this vocabulary calls the status of a job. */
enum RequestState {
  QUEUED,
  PROCESSING,
  COMPLETED,
  FAILED;

  static RequestState of(Job job) {
    return switch (job.status()) {
      case QUEUED -> QUEUED;
      case RUNNING -> PROCESSING;
      case DONE -> COMPLETED;
      case FAILED, CANCELLED -> FAILED;
    };
  }
}

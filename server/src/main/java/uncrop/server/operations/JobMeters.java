package uncrop.server.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import uncrop.server.job.EndListener;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.painting.StageTimes;

/** Counts and times the jobs of this node, and writes one line into the log for each that ended. */
final class JobMeters implements EndListener, StageTimes {
  private static final Logger LOG = LoggerFactory.getLogger("uncrop.job");

  private static final String JOB = "job";
  private static final String REQUEST = "request";

  private final MeterRegistry meters;

  JobMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Only what is committed has happened. */
  @Override
  public void ended(Job job) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            count(job);
            log(job);
          }
        });
  }

  private void count(Job job) {
    meters
        .counter(
            "uncrop.jobs.ended",
            "vocabulary",
            job.vocabulary(),
            "engine",
            job.engine(),
            "status",
            job.status().wire())
        .increment();
    Instant end = job.finished().orElse(job.created());
    took("waiting", Duration.between(job.created(), job.started().orElse(end)));
    if (job.price() > 0) {
      boolean captured = job.status() == JobStatus.DONE;
      meters
          .counter("uncrop.credits", "settlement", captured ? "captured" : "released")
          .increment(job.price());
    }
  }

  @Override
  public void took(String stage, Duration time) {
    meters.timer("uncrop.job.stage", "stage", stage).record(time);
  }

  /** Who ended it may be anyone: its worker, its caller, or who looks after both. */
  private static void log(Job job) {
    Instant end = job.finished().orElse(job.created());
    Instant start = job.started().orElse(end);
    Map<String, String> before = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    try {
      MDC.put(JOB, job.id());
      job.requestId().ifPresent(id -> MDC.put(REQUEST, id));
      LOG.info(
          "{}{} {} by {} of {} in {} ms after {} ms, attempt {}, price {}",
          job.status().wire(),
          job.fault().map(fault -> " (" + fault.wire() + ")").orElse(""),
          job.vocabulary(),
          job.engine(),
          job.order().placement().canvas(),
          Duration.between(start, end).toMillis(),
          Duration.between(job.created(), start).toMillis(),
          job.attempt(),
          job.price());
    } finally {
      MDC.setContextMap(before);
    }
  }
}

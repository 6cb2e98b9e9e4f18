package uncrop.server.job;

import java.util.Locale;

/** Where a job is: it moves to the right only, but for a worker's death and a person's retry. */
public enum JobStatus {
  QUEUED,
  RUNNING,
  DONE,
  FAILED,
  CANCELLED;

  /** In lower case, as the database and every answer has it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobStatus of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  public boolean ended() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}

package uncrop.server.job;

import java.util.Locale;

/** Why a job did not succeed. */
public enum JobFault {
  /** The picture or the mask cannot be used, which only its pixels showed. */
  BAD_INPUT,
  /** The engine broke. */
  ENGINE_FAILED,
  /** Painting took longer than a job may, or longer than its caller waited. */
  TIMED_OUT,
  /** Its workers died of it, again and again. */
  WORKER_LOST,
  /** Its files could not be kept or read. */
  STORAGE_FAILED,
  /** Its caller did not want it any more. */
  CANCELLED;

  /** In lower case, as the database has it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobFault of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}

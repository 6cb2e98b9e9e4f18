package uncrop.server.intake;

/** Whether the caller who waits for an answer is still there. */
public interface HangUp {
  /** Nobody can hang up. */
  HangUp NEVER = () -> false;

  /** Is asked about once a second, by the thread that waits. */
  boolean gone();
}

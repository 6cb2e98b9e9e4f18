package uncrop.engine;

/**
 * Hears how far a painting is, and may stop it. Called often and from the painting thread: must be
 * quick.
 */
public interface PaintListener {
  /** Hears nothing, never stops. */
  PaintListener NONE = (stage, done) -> {};

  /**
   * @param stage what is being done, in one or two words for a progress bar
   * @param done share of the whole painting, 0 to 1, never falling
   * @throws uncrop.fault.Cancelled to stop the painting
   */
  void progress(String stage, double done);
}

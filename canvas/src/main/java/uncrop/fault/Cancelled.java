package uncrop.fault;

/** The caller asked to stop, and nothing was written. */
public final class Cancelled extends UncropException {
  public Cancelled() {
    super("cancelled");
  }
}

package uncrop.checkpoint.pickle;

/** The message is a clause about the file, without its name: "is cut off: ...". */
public final class UnreadablePickle extends Exception {
  public UnreadablePickle(String message) {
    super(message);
  }

  /** There always is one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}

package uncrop.fault;

/**
 * Root of everything uncrop throws on purpose. The message is one line, fit to be shown to a user.
 */
public abstract class UncropException extends RuntimeException {
  protected UncropException(String message) {
    super(message);
  }

  protected UncropException(String message, Throwable cause) {
    super(message, cause);
  }
}

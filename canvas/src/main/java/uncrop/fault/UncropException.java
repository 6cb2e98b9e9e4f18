package uncrop.fault;

import java.util.Objects;

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

  /** There always is one. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

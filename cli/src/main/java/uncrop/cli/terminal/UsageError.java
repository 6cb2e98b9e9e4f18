package uncrop.cli.terminal;

import uncrop.fault.UncropException;

/** The options do not fit together; says which, and what to do. */
public final class UsageError extends UncropException {
  public UsageError(String message) {
    super(message);
  }
}

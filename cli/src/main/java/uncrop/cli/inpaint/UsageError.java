package uncrop.cli.inpaint;

import uncrop.fault.UncropException;

/** The options do not fit together; says which, and what to do. */
final class UsageError extends UncropException {
  UsageError(String message) {
    super(message);
  }
}

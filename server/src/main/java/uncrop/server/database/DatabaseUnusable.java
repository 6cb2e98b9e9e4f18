package uncrop.server.database;

import uncrop.fault.UncropException;

/** The database that should be used cannot be: says why, and never its address (a password). */
public final class DatabaseUnusable extends UncropException {
  DatabaseUnusable(String reason, Throwable cause) {
    super(message(reason), cause);
  }

  DatabaseUnusable(String reason) {
    super(message(reason));
  }

  private static String message(String reason) {
    return "the database (--database, UNCROP_DATABASE) cannot be used: " + reason;
  }
}

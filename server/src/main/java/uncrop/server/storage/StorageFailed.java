package uncrop.server.storage;

import uncrop.fault.UncropException;

/** A picture file could not be kept or had again. The cause is for the log. */
public final class StorageFailed extends UncropException {
  /**
   * @param reason one clause, without paths or addresses of the inside
   */
  public StorageFailed(String reason, Throwable cause) {
    super("the pictures of the job could not be kept or read: " + reason, cause);
  }
}

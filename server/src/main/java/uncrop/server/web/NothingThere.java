package uncrop.server.web;

import uncrop.fault.UncropException;

/** A URL is of a known form, and what it names does not exist, or not for this caller. */
public final class NothingThere extends UncropException {
  /**
   * @param what such as {@code job 0199a1f0}
   */
  public NothingThere(String what) {
    super("there is no " + what);
  }
}

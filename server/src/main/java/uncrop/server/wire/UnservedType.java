package uncrop.server.wire;

import uncrop.fault.UncropException;

/** A body or a picture of a type that is not served. */
public final class UnservedType extends UncropException {
  /**
   * @param what the field, or {@code Content-Type}
   * @param value what it is, as far as that is known
   * @param served what it may be
   */
  public UnservedType(String what, String value, String served) {
    super(what + " " + value + ": must be " + served);
  }
}

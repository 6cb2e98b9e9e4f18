package uncrop.server.wire;

import uncrop.fault.UncropException;

/** The caller sent, or named, more bytes than one request may have. */
public final class TooLarge extends UncropException {
  /**
   * @param what the field, or {@code body}
   * @param limit in bytes
   */
  public TooLarge(String what, long limit) {
    super(what + ": is larger than " + readable(limit) + "; send a smaller one");
  }

  private static String readable(long bytes) {
    long mebibyte = 1 << 20;
    return bytes % mebibyte == 0 ? bytes / mebibyte + " MiB" : bytes + " bytes";
  }
}

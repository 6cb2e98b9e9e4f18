package uncrop.picture.jpeg;

import java.nio.ByteBuffer;

/**
 * A marker and what belongs to it, where it lies in the file.
 *
 * @param start of the marker
 * @param length of the whole, the two bytes of the marker included
 */
record JpegSegment(byte[] file, int marker, int start, int length) {
  /** Marker and length. */
  private static final int HEAD = 4;

  /** What follows the length. */
  ByteBuffer payload() {
    return ByteBuffer.wrap(file, start + HEAD, length - HEAD).slice();
  }

  boolean startsWith(byte[] prefix) {
    ByteBuffer payload = payload();
    return payload.remaining() >= prefix.length
        && payload.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
  }

  byte[] bytesAfter(int skipped) {
    ByteBuffer payload = payload().position(skipped);
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }
}

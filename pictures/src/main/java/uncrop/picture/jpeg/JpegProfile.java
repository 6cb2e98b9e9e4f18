package uncrop.picture.jpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A colour profile in the APP2 segments of a JPEG (ICC.1:2022, B.4). */
final class JpegProfile {
  private static final byte[] TAG = "ICC_PROFILE\0".getBytes(US_ASCII);

  /** The tag, the number of this part from 1, and how many there are. */
  private static final int HEAD = TAG.length + 2;

  private static final int LARGEST_PART = JpegEncoder.LARGEST_PAYLOAD - HEAD;

  private JpegProfile() {}

  static boolean isIn(JpegSegment segment) {
    return segment.marker() == JpegMarker.APP2
        && segment.startsWith(TAG)
        && segment.length() > 4 + HEAD;
  }

  /** The parts put together; empty if one is missing. */
  static Optional<byte[]> joined(List<JpegSegment> segments) {
    byte[][] parts = new byte[256][];
    int count = 0;
    for (JpegSegment segment : segments) {
      int number = segment.payload().get(TAG.length) & 255;
      count = segment.payload().get(TAG.length + 1) & 255;
      parts[number] = segment.bytesAfter(HEAD);
    }
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    for (int i = 1; i <= count; i++) {
      if (parts[i] == null) {
        return Optional.empty();
      }
      profile.writeBytes(parts[i]);
    }
    return Optional.of(profile.toByteArray());
  }

  static void write(ByteArrayOutputStream out, byte[] profile) {
    int count = Math.ceilDiv(profile.length, LARGEST_PART);
    for (int i = 0; i < count; i++) {
      int from = i * LARGEST_PART;
      ByteArrayOutputStream payload = new ByteArrayOutputStream();
      payload.writeBytes(TAG);
      payload.write(i + 1);
      payload.write(count);
      payload.writeBytes(
          Arrays.copyOfRange(profile, from, Math.min(profile.length, from + LARGEST_PART)));
      JpegEncoder.writeSegment(out, JpegMarker.APP2, payload.toByteArray());
    }
  }
}

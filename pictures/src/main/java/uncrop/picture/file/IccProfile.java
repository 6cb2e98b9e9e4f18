package uncrop.picture.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A colour profile, of which only the header is looked at (ICC.1:2022, 7.2).
 *
 * @param space the signature of its data colour space, such as {@code "RGB "} or {@code "GRAY"}
 */
public record IccProfile(byte[] bytes, String space) {
  public static final String RGB = "RGB ";
  public static final String GRAY = "GRAY";
  public static final String CMYK = "CMYK";

  /** No real profile comes near; what is larger is taken for an attack. */
  public static final int LARGEST = 8 << 20;

  private static final int HEADER = 128;

  /** The profile, unless its header says that it is none or that a part is missing. */
  public static Optional<IccProfile> parse(byte[] bytes) {
    if (bytes.length < HEADER || bytes.length > LARGEST) {
      return Optional.empty();
    }
    long declared = ByteBuffer.wrap(bytes).getInt(0) & 0xFFFF_FFFFL;
    boolean signed = signature(bytes, 36).equals("acsp");
    return signed && declared >= HEADER && declared <= bytes.length
        ? Optional.of(new IccProfile(bytes, signature(bytes, 16)))
        : Optional.empty();
  }

  private static String signature(byte[] bytes, int at) {
    return new String(bytes, at, 4, US_ASCII);
  }
}

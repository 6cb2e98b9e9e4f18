package uncrop.models;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the bytes of a file must come to.
 *
 * @param algorithm as Java names it; MD5 is no proof against forgers, only against accidents, and
 *     is here because some files are published with nothing better
 * @param hex in small letters
 */
public record Checksum(String algorithm, String hex) {
  public static final String SHA_256 = "SHA-256";
  public static final String MD5 = "MD5";

  private static final Pattern SHA_256_HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MD5_HEX = Pattern.compile("[0-9a-f]{32}");

  /**
   * @throws IllegalArgumentException if that is no such sum
   */
  public Checksum {
    hex = hex.toLowerCase(Locale.ROOT);
    Pattern form = algorithm.equals(MD5) ? MD5_HEX : SHA_256_HEX;
    if (!form.matcher(hex).matches()) {
      throw new IllegalArgumentException("is no %s: %s".formatted(algorithm, hex));
    }
  }

  public static Checksum sha256(String hex) {
    return new Checksum(SHA_256, hex);
  }

  /** Whether a text has the form of a SHA-256. */
  static boolean isSha256(String text) {
    return SHA_256_HEX.matcher(text).matches();
  }
}

package uncrop.server.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A key as its owner holds it: {@code uc_} and 32 characters of 62, which is 190 random bits. That
 * many cannot be guessed or tried out, so one round of SHA-256 without salt is enough to store it.
 */
record Secret(String text) {
  static final String START = "uc_";
  private static final int RANDOM_LENGTH = 32;

  /** 8 random characters are shown to people; the 24 others keep 142 bits to themselves. */
  private static final int PREFIX_LENGTH = START.length() + 8;

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  static Secret random(SecureRandom random) {
    StringBuilder text = new StringBuilder(START);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Secret(text.toString());
  }

  String prefix() {
    return text.substring(0, Math.min(PREFIX_LENGTH, text.length()));
  }

  String hash() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }

  /** Keeps the key out of logs and messages. */
  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}

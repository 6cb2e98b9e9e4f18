package uncrop.server.results;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over what a link gives access to and until when. Thread-safe. */
final class LinkSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  LinkSignature(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * The signature as it stands in a link: 43 characters of base64 for URLs.
   *
   * @param expires seconds since 1970
   */
  String of(String jobId, int n, long expires) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(jobId, n, expires));
  }

  /**
   * Whether this is the signature; takes as long whether the first character is wrong or the last.
   */
  boolean matches(String presented, String jobId, int n, long expires) {
    return MessageDigest.isEqual(
        presented.getBytes(StandardCharsets.UTF_8),
        of(jobId, n, expires).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] bytes(String jobId, int n, long expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // ids hold no slash, so no two links sign the same text
      return mac.doFinal((jobId + "/" + n + "/" + expires).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java runtime has " + ALGORITHM, e);
    }
  }
}

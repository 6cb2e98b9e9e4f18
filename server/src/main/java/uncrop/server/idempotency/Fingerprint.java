package uncrop.server.idempotency;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What two requests have in common that ask for the same. Neither the order of fields counts, nor
 * how they were written down: white space of JSON, the boundary of a form.
 *
 * <p>Each field is hashed by itself, with its name and its kind, and the sorted hashes are hashed
 * together with the path; so no value can pretend to be two, and nothing large is copied.
 */
public final class Fingerprint {
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private final String path;
  private final SortedSet<String> fields = new TreeSet<>();

  /**
   * @param path of the request, without host and query
   */
  public Fingerprint(String path) {
    this.path = path;
  }

  /** Adds a field of JSON or of a form, objects and lists as they are. */
  public Fingerprint with(String name, JsonNode value) {
    MessageDigest digest = field("json", name);
    SORTED.writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), digest), value);
    return add(digest);
  }

  /** Adds a file. */
  public Fingerprint with(String name, byte[] file) {
    MessageDigest digest = field("file", name);
    digest.update(file);
    return add(digest);
  }

  /** SHA-256 of it all, in hexadecimal. */
  public String hash() {
    MessageDigest digest = sha256();
    digest.update((path + "\n" + String.join("\n", fields)).getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  private Fingerprint add(MessageDigest field) {
    fields.add(hex(field));
    return this;
  }

  private static MessageDigest field(String kind, String name) {
    MessageDigest digest = sha256();
    String named = kind + " " + name.length() + " " + name + "\n";
    digest.update(named.getBytes(StandardCharsets.UTF_8));
    return digest;
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}

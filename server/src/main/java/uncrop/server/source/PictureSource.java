package uncrop.server.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import uncrop.fault.BadInput;
import uncrop.server.wire.Excerpt;
import uncrop.server.wire.Parameters;
import uncrop.server.wire.TooLarge;
import uncrop.server.wire.UnservedType;

/** The one way from what a caller sent as picture to the bytes of a picture file. */
public final class PictureSource {
  /** How a URL begins: nothing that is base64 has a colon. */
  private static final Pattern SCHEME = Pattern.compile("^\\s*[A-Za-z][A-Za-z0-9+.-]*:");

  /** A picture of any served type is longer than its own signature. */
  private static final int SHORTEST_SIGNATURE = 12;

  private final PictureHost host;
  private final long mostBytes;

  /**
   * Takes pictures up to a size.
   *
   * @param mostBytes size of the largest picture file
   */
  public PictureSource(PictureHost host, long mostBytes) {
    this.host = host;
    this.mostBytes = mostBytes;
  }

  /**
   * Fetches or decodes a picture file.
   *
   * @param field the caller's name for the picture, for messages
   * @param sent http(s) URL, data URL or bare base64
   * @return a file that begins like a PNG, JPEG or WebP; whether it is whole is not looked at
   * @throws BadInput when it is none of the three
   * @throws UnservedType when it is no PNG, JPEG or WebP
   * @throws TooLarge over the limit
   * @throws AddressRefused when the address, or one it redirects to, is not public
   * @throws HostFailed when the host does not deliver
   * @throws HostTimedOut when it takes too long
   */
  public byte[] load(String field, String sent) {
    boolean address = SCHEME.matcher(sent).lookingAt() && !startsWith(sent, "data:");
    byte[] bytes =
        address
            ? host.fetch(field, url(field, sent), mostBytes)
            : EmbeddedPicture.decode(field, sent.strip(), mostBytes);
    requireServedType(field, bytes);
    return bytes;
  }

  /**
   * The picture of a request: a file that was sent with it, or a text as {@link #load(String,
   * String)} takes it.
   *
   * @throws BadInput when it was not sent at all
   */
  public byte[] load(String field, Parameters sent) {
    Optional<byte[]> file = sent.file(field);
    if (file.isEmpty()) {
      return load(
          field,
          sent.text(field)
              .orElseThrow(() ->
                  new BadInput(
                      field, "(not sent)", "is required: a picture as URL, data URL or base64")));
    }
    if (file.get().length > mostBytes) {
      throw new TooLarge(field, mostBytes);
    }
    requireServedType(field, file.get());
    return file.get();
  }

  private static URI url(String field, String sent) {
    try {
      // Blanks and the like are common in hand-made addresses, and browsers forgive them.
      return new URI(sent.strip().replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw new BadInput(field, Excerpt.of(sent), "is not a valid URL: " + e.getReason());
    }
  }

  private static void requireServedType(String field, byte[] bytes) {
    if (bytes.length < SHORTEST_SIGNATURE) {
      throw new BadInput(field, "of " + bytes.length + " bytes", "is too short to be a picture");
    }
    boolean png = startsWith(bytes, 0, 0x89, 'P', 'N', 'G');
    boolean jpeg = startsWith(bytes, 0, 0xFF, 0xD8, 0xFF);
    boolean webp =
        startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P');
    if (!png && !jpeg && !webp) {
      throw new UnservedType(field, "of another type", "a PNG, JPEG or WebP picture");
    }
  }

  private static boolean startsWith(String text, String start) {
    return text.strip().regionMatches(true, 0, start, 0, start.length());
  }

  private static boolean startsWith(byte[] bytes, int offset, int... signature) {
    for (int i = 0; i < signature.length; i++) {
      if ((bytes[offset + i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}

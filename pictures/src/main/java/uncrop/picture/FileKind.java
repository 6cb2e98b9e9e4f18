package uncrop.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a file is that is none of ours, so that its owner can be told. */
final class FileKind {
  /**
   * @param at where the signature stands
   * @param name with its article
   */
  private record Signature(int at, String bytes, String name) {}

  /** In the order of asking: the general after the special. */
  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "GIF8", "a GIF"),
          new Signature(0, "II*\0", "a TIFF or a camera raw file"),
          new Signature(0, "MM\0*", "a TIFF or a camera raw file"),
          new Signature(0, "II+\0", "a TIFF"),
          new Signature(0, "MM\0+", "a TIFF"),
          new Signature(4, "ftypavif", "an AVIF"),
          new Signature(4, "ftypavis", "an AVIF"),
          new Signature(4, "ftyphei", "a HEIC"),
          new Signature(4, "ftyphev", "a HEIC"),
          new Signature(4, "ftypmif1", "a HEIC"),
          new Signature(4, "ftypmsf1", "a HEIC"),
          new Signature(4, "ftypcrx", "a camera raw file"),
          new Signature(4, "ftyp", "a video"),
          new Signature(0, "\0\0\0\fJXL ", "a JPEG XL"),
          new Signature(0, "\u00FF\n", "a JPEG XL"),
          new Signature(0, "\0\0\0\fjP  ", "a JPEG 2000"),
          new Signature(0, "\u00FFO\u00FFQ", "a JPEG 2000"),
          new Signature(0, "8BPS", "a Photoshop file"),
          new Signature(0, "%PDF", "a PDF"),
          new Signature(0, "\0\0\1\0", "an icon"),
          new Signature(0, "qoif", "a QOI"),
          new Signature(0, "v/1\1", "an OpenEXR"),
          new Signature(0, "gimp xcf", "a GIMP file"),
          new Signature(0, "PK\3\4", "a ZIP"),
          new Signature(0, "BM", "a BMP"));

  private static final int LOOKED_AT = 1024;

  private FileKind() {}

  /** What it is, such as "a GIF"; empty if its signature is not known. */
  static Optional<String> of(byte[] file) {
    int length = Math.min(file.length, LOOKED_AT);
    String head = new String(file, 0, length, ISO_8859_1);
    return SIGNATURES.stream()
        .filter(signature -> head.startsWith(signature.bytes, signature.at))
        .map(Signature::name)
        .findFirst()
        .or(() -> ofText(file, length));
  }

  private static Optional<String> ofText(byte[] file, int length) {
    CharBuffer decoded = CharBuffer.allocate(length);
    // A character that is cut in two at the end is no error.
    CoderResult result =
        UTF_8.newDecoder().decode(ByteBuffer.wrap(file, 0, length), decoded, false);
    String text = decoded.flip().toString().toLowerCase(Locale.ROOT);
    if (result.isError() || text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))) {
      return Optional.empty();
    }
    if (text.contains("<svg")) {
      return Optional.of("an SVG");
    }
    return Optional.of(
        text.contains("<html") || text.contains("<!doctype html") ? "a web page" : "a text");
  }
}

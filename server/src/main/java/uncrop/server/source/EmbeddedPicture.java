package uncrop.server.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import uncrop.fault.BadInput;
import uncrop.server.wire.Excerpt;
import uncrop.server.wire.TooLarge;

/** Decodes a picture that stands in the request itself: a data URL or bare base64. */
final class EmbeddedPicture {
  private EmbeddedPicture() {}

  static byte[] decode(String field, String text, long mostBytes) {
    String encoded = text;
    if (text.regionMatches(true, 0, "data:", 0, 5)) {
      int comma = text.indexOf(',');
      String head = text.substring(0, Math.max(comma, 0)).toLowerCase(Locale.ROOT);
      if (!head.endsWith(";base64")) {
        throw new BadInput(
            field, Excerpt.of(text), "a data URL must have the form data:image/png;base64,...");
      }
      encoded = text.substring(comma + 1);
    }
    if (encoded.length() / 4 * 3L > mostBytes + mostBytes / 16) {
      // also with a line break after every 64 characters it cannot be less than the limit
      throw new TooLarge(field, mostBytes);
    }
    byte[] bytes = base64(field, encoded);
    if (bytes.length > mostBytes) {
      throw new TooLarge(field, mostBytes);
    }
    if (bytes.length == 0) {
      throw new BadInput(field, "\"\"", "is empty; send the picture as URL, data URL or base64");
    }
    return bytes;
  }

  /** Both alphabets, with or without padding and line breaks, as callers really send it. */
  private static byte[] base64(String field, String encoded) {
    byte[] text = encoded.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return looser(field, encoded, text);
    }
  }

  private static byte[] looser(String field, String encoded, byte[] text) {
    try {
      return Base64.getDecoder().decode(plain(text));
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          field, Excerpt.of(encoded), "is neither an http(s) URL, nor a data URL, nor base64");
    }
  }

  /**
   * By hand, changing the text in one pass: a regular expression takes longer than all of the
   * decoding.
   */
  private static byte[] plain(byte[] text) {
    int length = 0;
    for (byte c : text) {
      switch (c) {
        case ' ', '\t', '\n', '\r', '\f', 0x0B -> {}
        case '-' -> text[length++] = '+';
        case '_' -> text[length++] = '/';
        default -> text[length++] = c;
      }
    }
    return length == text.length ? text : Arrays.copyOf(text, length);
  }
}

package uncrop.text;

import java.nio.charset.StandardCharsets;

/**
 * A printable character for each byte, so that merges can be written as text: the printable ones of
 * Latin-1 stand for themselves, the other 68 bytes for U+0100 and up.
 *
 * <p>Source: {@code bytes_to_unicode} of GPT-2 and CLIP.
 */
final class ByteSymbols {
  private static final char[] OF_BYTE = new char[256];

  /** All 256 in the order of the vocabulary: first those that stand for themselves. */
  static final String IN_ORDER;

  static {
    StringBuilder themselves = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
      OF_BYTE[b] = (char) (printable ? b : 256 + others.length());
      (printable ? themselves : others).append(OF_BYTE[b]);
    }
    IN_ORDER = themselves.append(others).toString();
  }

  private static final byte[] OF_SYMBOL = new byte[512];

  static {
    for (int b = 0; b < 256; b++) {
      OF_SYMBOL[OF_BYTE[b]] = (byte) b;
    }
  }

  private ByteSymbols() {}

  /** The text whose bytes the symbols are; other characters are question marks. */
  static String text(String symbols) {
    byte[] bytes = new byte[symbols.length()];
    for (int i = 0; i < bytes.length; i++) {
      char symbol = symbols.charAt(i);
      bytes[i] = symbol < OF_SYMBOL.length ? OF_SYMBOL[symbol] : (byte) '?';
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The UTF-8 bytes of a text, one symbol each. */
  static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder symbols = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      symbols.append(OF_BYTE[b & 0xff]);
    }
    return symbols.toString();
  }
}

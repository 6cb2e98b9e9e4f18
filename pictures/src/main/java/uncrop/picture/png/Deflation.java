package uncrop.picture.png;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Compresses filtered rows into a part of a deflate stream. */
final class Deflation {
  /*
   * Filtered photos hardly repeat themselves: what is to be gained comes from Huffman's codes. The
   * search for matches costs three times as much as they do, and often makes photos larger (RFC 1951
   * has one code for literals and lengths, which rare matches spoil). Drawings, screens and pictures
   * with plain areas are the other way round. So a few slices of the rows are tried both ways.
   */

  /** 1 to 9. On filtered photos 6 takes two and a half times as long and saves 2 %. */
  private static final int LEVEL = 3;

  /** Part of the size that matches must save to be worth their time. */
  private static final int WORTH = 16;

  private static final int SLICES = 4;
  private static final int SLICE = 1 << 12;

  private Deflation() {}

  /**
   * Compresses what other parts may go before and behind.
   *
   * @param last whether it ends the stream
   */
  static byte[] of(byte[] raw, boolean last) {
    return repeatsItself(raw) ? withMatches(raw, last) : LiteralStream.of(raw, last);
  }

  private static byte[] withMatches(byte[] raw, boolean last) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length / 2);
    byte[] buffer = new byte[1 << 16];
    try (Deflater deflater = new Deflater(LEVEL, true)) {
      deflater.setInput(raw);
      if (last) {
        deflater.finish();
      }
      int flush = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
      int n;
      do {
        n = deflater.deflate(buffer, 0, buffer.length, flush);
        out.write(buffer, 0, n);
        // A flush is over when nothing more comes.
      } while (last ? !deflater.finished() : n > 0 || !deflater.needsInput());
    }
    return out.toByteArray();
  }

  private static boolean repeatsItself(byte[] raw) {
    byte[] slices = slices(raw);
    int alone = LiteralStream.length(slices);
    return lengthWithMatches(slices) < alone - alone / WORTH;
  }

  private static byte[] slices(byte[] raw) {
    if (raw.length <= SLICES * SLICE) {
      return raw;
    }
    byte[] slices = new byte[SLICES * SLICE];
    for (int i = 0; i < SLICES; i++) {
      int from = (int) ((2L * i + 1) * raw.length / (2 * SLICES)) - SLICE / 2;
      System.arraycopy(raw, from, slices, i * SLICE, SLICE);
    }
    return slices;
  }

  private static int lengthWithMatches(byte[] raw) {
    byte[] buffer = new byte[raw.length + 64];
    try (Deflater deflater = new Deflater(LEVEL, true)) {
      deflater.setInput(raw);
      deflater.finish();
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(buffer);
      }
      return length;
    }
  }
}

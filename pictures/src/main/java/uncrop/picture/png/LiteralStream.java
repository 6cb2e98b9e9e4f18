package uncrop.picture.png;

import java.util.Arrays;

/** Writes a deflate stream that has literals only and no matches (RFC 1951, 3.2.7). */
final class LiteralStream {
  /*
   * zlib does that too (its strategy HUFFMAN_ONLY), through the machinery that its matches need,
   * which takes several times as long. Here a block is counted, gets its code, and is written, three
   * literals at a time.
   */

  /** Bytes that share a code: few, so that it fits them; many, so that its description is small. */
  private static final int BLOCK = 1 << 14;

  private static final int END_OF_BLOCK = 256;
  private static final int LITERALS = 257;

  /** No match needs a distance, but not every decoder likes a code without words. */
  private static final int DISTANCES = 2;

  private static final int LONGEST = 15;
  private static final int LONGEST_OF_LENGTHS = 7;
  private static final int LENGTHS = 19;
  private static final int REPEAT = 16;
  private static final int FEW_ZEROS = 17;
  private static final int MANY_ZEROS = 18;

  /** In which the lengths of the code of the lengths are written. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final BitSink out;

  private LiteralStream(BitSink out) {
    this.out = out;
  }

  /**
   * Compresses what other parts may go before and behind.
   *
   * @param last whether it ends the stream; else it ends at a whole byte
   */
  static byte[] of(byte[] raw, boolean last) {
    BitSink out = new BitSink(raw.length / 2);
    LiteralStream stream = new LiteralStream(out);
    int from = 0;
    do {
      int to = Math.min(raw.length, from + BLOCK);
      stream.block(raw, from, to, last && to == raw.length);
      from = to;
    } while (from < raw.length);
    if (!last) {
      // an empty stored block: what zlib calls a sync flush
      out.put(0, 3);
      out.align();
      out.put(0, 16);
      out.put(0xFFFF, 16);
    }
    return out.bytes();
  }

  /** Bytes that the literals take with one code for all of them, without its description. */
  static int length(byte[] raw) {
    int[] counts = counts(raw, 0, raw.length);
    PrefixCode code = new PrefixCode(counts, LONGEST);
    return (int) (bits(counts, code) / 8);
  }

  private void block(byte[] raw, int from, int to, boolean last) {
    int[] counts = counts(raw, from, to);
    PrefixCode code = new PrefixCode(counts, LONGEST);
    out.put(last ? 1 : 0, 1);
    out.put(2, 2); // codes of its own
    describe(code);
    out.put(raw, from, to, code, bits(counts, code));
    out.put(code.word(END_OF_BLOCK), code.length(END_OF_BLOCK));
  }

  private static int[] counts(byte[] raw, int from, int to) {
    // two tables: neighbours are often equal, and a counter cannot be raised twice at once
    int[] counts = new int[LITERALS];
    int[] others = new int[LITERALS];
    int i = from;
    for (; i + 1 < to; i += 2) {
      counts[raw[i] & 255]++;
      others[raw[i + 1] & 255]++;
    }
    if (i < to) {
      counts[raw[i] & 255]++;
    }
    Arrays.setAll(counts, symbol -> counts[symbol] + others[symbol]);
    counts[END_OF_BLOCK] = 1;
    return counts;
  }

  private static long bits(int[] counts, PrefixCode code) {
    long bits = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      bits += (long) counts[symbol] * code.length(symbol);
    }
    return bits;
  }

  private void describe(PrefixCode code) {
    int[] lengths = new int[LITERALS + DISTANCES];
    Arrays.setAll(lengths, symbol -> symbol < LITERALS ? code.length(symbol) : 1);
    int[] runs = runs(lengths);
    int[] counts = new int[LENGTHS];
    for (int run : runs) {
      counts[run & 255]++;
    }
    PrefixCode ofLengths = new PrefixCode(counts, LONGEST_OF_LENGTHS);
    out.put(LITERALS - 257, 5);
    out.put(DISTANCES - 1, 5);
    out.put(LENGTHS - 4, 4);
    for (int symbol : ORDER) {
      out.put(ofLengths.length(symbol), 3);
    }
    for (int run : runs) {
      int symbol = run & 255;
      out.put(ofLengths.word(symbol), ofLengths.length(symbol));
      out.put(run >>> 8, extraBits(symbol));
    }
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case REPEAT -> 2;
      case FEW_ZEROS -> 3;
      case MANY_ZEROS -> 7;
      default -> 0;
    };
  }

  /** The lengths with their repetitions: a symbol, and its extra bits above the lowest eight. */
  private static int[] runs(int[] lengths) {
    int[] runs = new int[lengths.length];
    int n = 0;
    int i = 0;
    while (i < lengths.length) {
      int length = lengths[i];
      int same = 1;
      while (i + same < lengths.length && lengths[i + same] == length) {
        same++;
      }
      if (length == 0 && same >= 11) {
        same = Math.min(same, 138);
        runs[n++] = MANY_ZEROS | same - 11 << 8;
      } else if (length == 0 && same >= 3) {
        runs[n++] = FEW_ZEROS | same - 3 << 8;
      } else if (same >= 4) {
        same = Math.min(same, 7);
        runs[n++] = length;
        runs[n++] = REPEAT | same - 4 << 8;
      } else {
        same = 1;
        runs[n++] = length;
      }
      i += same;
    }
    return Arrays.copyOf(runs, n);
  }
}

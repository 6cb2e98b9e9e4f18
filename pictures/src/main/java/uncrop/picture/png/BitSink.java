package uncrop.picture.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits in bytes, the lowest first, as deflate packs them (RFC 1951, 3.1.1). */
final class BitSink {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What a long is written over, beyond the last byte that counts. */
  private static final int ROOM = 2 * Long.BYTES;

  private byte[] bytes;
  private int size;

  /** Bits that are not in {@code bytes} yet: less than 8 between two calls. */
  private long pending;

  private int count;

  BitSink(int expectedBytes) {
    bytes = new byte[expectedBytes + ROOM];
  }

  /**
   * @param bits the lowest ones; none above them is set
   * @param n at most 32
   */
  void put(int bits, int n) {
    makeRoom(Long.BYTES);
    pending |= Integer.toUnsignedLong(bits) << count;
    count += n;
    LONGS.set(bytes, size, pending);
    size += count >>> 3;
    pending >>>= count & ~7;
    count &= 7;
  }

  /**
   * The words of bytes.
   *
   * @param total how many bits they are together
   */
  void put(byte[] raw, int from, int to, PrefixCode code, long total) {
    makeRoom(Math.toIntExact(total / 8) + Long.BYTES);
    int[] words = new int[256]; // a word above its length in 4 bits
    Arrays.setAll(words, symbol -> code.word(symbol) << 4 | code.length(symbol));
    byte[] target = bytes;
    int at = size;
    long bits = pending;
    int n = count;
    int i = from;
    // three words of 15 bits and the 7 pending ones fit into a long
    for (; i + 2 < to; i += 3) {
      int first = words[raw[i] & 255];
      int second = words[raw[i + 1] & 255];
      int third = words[raw[i + 2] & 255];
      bits |= (long) (first >>> 4) << n;
      n += first & 15;
      bits |= (long) (second >>> 4) << n;
      n += second & 15;
      bits |= (long) (third >>> 4) << n;
      n += third & 15;
      LONGS.set(target, at, bits);
      at += n >>> 3;
      bits >>>= n & ~7;
      n &= 7;
    }
    size = at;
    pending = bits;
    count = n;
    for (; i < to; i++) {
      put(code.word(raw[i] & 255), code.length(raw[i] & 255));
    }
  }

  /** Fills the last byte with zeros. */
  void align() {
    put(0, -count & 7);
  }

  /** All that was put, its last byte filled with zeros. */
  byte[] bytes() {
    align();
    return Arrays.copyOf(bytes, size);
  }

  private void makeRoom(int more) {
    if (bytes.length < size + more + ROOM) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more + ROOM));
    }
  }
}

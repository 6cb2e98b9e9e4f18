package uncrop.checkpoint.pickle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import uncrop.checkpoint.pickle.PickleValue.Opaque;
import uncrop.checkpoint.pickle.PickleValue.Whole;

/**
 * The program that a pickle is, byte after byte.
 *
 * <p>Reading beyond its end is a {@link java.nio.BufferUnderflowException}.
 */
final class PickleCode {
  private final ByteBuffer code;

  PickleCode(byte[] code) {
    this.code = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return code.position();
  }

  int u8() {
    return code.get() & 0xFF;
  }

  int u16() {
    return code.getShort() & 0xFFFF;
  }

  int i32() {
    return code.getInt();
  }

  long u32() {
    return Integer.toUnsignedLong(code.getInt());
  }

  long i64() {
    return code.getLong();
  }

  /** The only numbers that are big-endian. */
  double real() {
    return Double.longBitsToDouble(Long.reverseBytes(code.getLong()));
  }

  /** In two's complement; what is too long for a tensor's size is of no interest. */
  PickleValue whole(long length) throws UnreadablePickle {
    byte[] bytes = take(length);
    if (bytes.length > Long.BYTES) {
      return new Opaque("int");
    }
    long value = bytes.length > 0 && bytes[bytes.length - 1] < 0 ? -1 : 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return new Whole(value);
  }

  /** Skipped: no tensor is made of them. */
  PickleValue bytes(long length) throws UnreadablePickle {
    take(length);
    return new Opaque("bytes");
  }

  String text(long length, Charset charset) throws UnreadablePickle {
    return new String(take(length), charset);
  }

  /** Up to the end of a line, which is passed over. */
  String line() {
    int start = code.position();
    while (code.get() != '\n') {
      // Reads on; the end of the code ends it, too.
    }
    return new String(code.array(), start, code.position() - 1 - start, UTF_8).strip();
  }

  private byte[] take(long length) throws UnreadablePickle {
    if (length < 0 || length > code.remaining()) {
      throw new UnreadablePickle("is cut off: its pickle ends too early");
    }
    byte[] bytes = new byte[(int) length];
    code.get(bytes);
    return bytes;
  }
}

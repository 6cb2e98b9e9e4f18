package uncrop.picture.png;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A chunk where it lies in the file.
 *
 * @param start of its length field
 * @param length of its data, which begin 8 bytes after the start
 */
record PngChunk(byte[] file, int start, String type, int length) {
  /** Length, type and checksum. */
  static final int FRAME = 12;

  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  ByteBuffer data() {
    return ByteBuffer.wrap(file, start + 8, length).slice();
  }

  byte[] bytes() {
    byte[] bytes = new byte[length];
    data().get(bytes);
    return bytes;
  }

  int end() {
    return start + FRAME + length;
  }

  boolean isIntact() {
    CRC32 crc = new CRC32();
    crc.update(file, start + 4, 4 + length);
    return (int) crc.getValue() == ByteBuffer.wrap(file).getInt(start + 8 + length);
  }

  /** A file without it cannot be understood: its first letter is a capital (PNG 5.4). */
  boolean isCritical() {
    return Character.isUpperCase(type.charAt(0));
  }

  void copyTo(ByteArrayOutputStream out) {
    out.write(file, start, FRAME + length);
  }

  static void write(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}

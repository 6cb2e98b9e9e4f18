package uncrop.picture.webp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uncrop.picture.file.DamagedPicture;

/**
 * A chunk where it lies in the file (RFC 9649, 2.3).
 *
 * @param start of its data
 */
record RiffChunk(byte[] file, String type, int start, int length) {
  static final int HEAD = 8;

  /** A long animation has thousands; an attacker may make them empty. */
  private static final int MOST_CHUNKS = 100_000;

  /** The chunks that fill the file from here to there. */
  static List<RiffChunk> within(byte[] file, int from, int to) throws DamagedPicture {
    List<RiffChunk> chunks = new ArrayList<>();
    int at = from;
    while (to - at >= HEAD) {
      String type = new String(file, at, 4, US_ASCII);
      int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4);
      if (length < 0 || length > to - at - HEAD) {
        throw new DamagedPicture("is cut off after " + file.length + " bytes");
      }
      if (chunks.size() == MOST_CHUNKS) {
        throw new DamagedPicture("is refused: it has more than " + MOST_CHUNKS + " chunks");
      }
      chunks.add(new RiffChunk(file, type, at + HEAD, length));
      at += HEAD + length + (length & 1);
    }
    return chunks;
  }

  static Optional<RiffChunk> first(List<RiffChunk> chunks, String type) {
    return chunks.stream().filter(chunk -> chunk.type.equals(type)).findFirst();
  }

  ByteBuffer data() {
    return ByteBuffer.wrap(file, start, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] bytes() {
    byte[] bytes = new byte[length];
    data().get(bytes);
    return bytes;
  }

  /** 24 bits, little-endian. */
  int uint24(int at) {
    ByteBuffer data = data();
    return (data.getShort(at) & 0xFFFF) | (data.get(at + 2) & 255) << 16;
  }

  static void write(ByteArrayOutputStream out, String type, byte[] data) {
    out.writeBytes(type.getBytes(US_ASCII));
    writeInt(out, data.length);
    out.writeBytes(data);
    if (data.length % 2 != 0) {
      out.write(0);
    }
  }

  /** A whole file around these chunks. */
  static byte[] riff(ByteArrayOutputStream chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(chunks.size() + 12);
    out.writeBytes("RIFF".getBytes(US_ASCII));
    writeInt(out, chunks.size() + 4);
    out.writeBytes("WEBP".getBytes(US_ASCII));
    out.writeBytes(chunks.toByteArray());
    return out.toByteArray();
  }

  private static void writeInt(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }
}

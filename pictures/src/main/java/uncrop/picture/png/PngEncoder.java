package uncrop.picture.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Adler32;
import java.util.zip.Deflater;
import uncrop.picture.file.Attachments;

/** Writes PNG files of 8 bits a channel. */
public final class PngEncoder {
  /*
   * The JDK's writer takes seconds for a large picture, on one core. Here the rows are cut into
   * blocks, and each is filtered and deflated on whatever core is free. A deflate stream that ends
   * in a sync flush can be followed by another (that is how pigz works), so that the blocks, one
   * IDAT chunk each, make one zlib stream: its head before the first, the Adler-32 of all blocks,
   * combined from theirs, behind the last. The blocks depend on the rows alone, so that the bytes
   * are the same whatever the number of cores.
   */

  /** Bytes before compression: large enough that restarting the compressor costs under 1 %. */
  private static final int BLOCK = 1 << 19;

  private static final byte[] ZLIB_HEAD = {0x78, 0x5E};
  private static final int ADLER_BASE = 65521;

  private PngEncoder() {}

  /**
   * @param compressed a part of the zlib stream
   * @param adler of the bytes before compression
   */
  private record Block(byte[] compressed, int adler, int rawLength) {}

  public static byte[] encode(
      int[] argb, int width, int height, PngLayout layout, Attachments attachments) {
    int rowBytes = 1 + width * layout.channels();
    int rowsPerBlock = Math.max(1, BLOCK / rowBytes);
    int count = Math.ceilDiv(height, rowsPerBlock);
    List<Block> blocks =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(i -> {
              int from = i * rowsPerBlock;
              int to = Math.min(height, from + rowsPerBlock);
              return deflate(filtered(argb, width, from, to, layout), i == count - 1);
            })
            .toList();
    return file(width, height, layout, blocks, attachments);
  }

  private static byte[] filtered(int[] argb, int width, int from, int to, PngLayout layout) {
    int rowBytes = width * layout.channels();
    RowFilter filter = new RowFilter(layout.channels(), rowBytes);
    int[] above = new int[layout.channels() + rowBytes];
    int[] row = new int[layout.channels() + rowBytes];
    byte[] out = new byte[(to - from) * (1 + rowBytes)];
    for (int y = Math.max(0, from - 1); y < to; y++) {
      layout.unpack(argb, y * width, width, row);
      if (y >= from) {
        filter.filter(row, above, out, (y - from) * (1 + rowBytes));
      }
      int[] spare = above;
      above = row;
      row = spare;
    }
    return out;
  }

  private static Block deflate(byte[] raw, boolean last) {
    Adler32 adler = new Adler32();
    adler.update(raw);
    return new Block(Deflation.of(raw, last), (int) adler.getValue(), raw.length);
  }

  private static byte[] file(
      int width, int height, PngLayout layout, List<Block> blocks, Attachments attachments) {
    int size = blocks.stream().mapToInt(block -> block.compressed.length + PngChunk.FRAME).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(size + (1 << 16));
    out.writeBytes(PngChunk.SIGNATURE);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) 8)
            .put((byte) layout.colourType())
            .array();
    PngChunk.write(out, "IHDR", header);
    attachments.icc().ifPresent(icc -> PngChunk.write(out, "iCCP", profile(icc)));
    attachments.exif().ifPresent(exif -> PngChunk.write(out, "eXIf", exif));
    attachments.xmp().ifPresent(xmp -> PngChunk.write(out, "iTXt", text(xmp)));
    int adler = 1;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      adler = combined(adler, block.adler, block.rawLength);
      ByteArrayOutputStream data = new ByteArrayOutputStream(block.compressed.length + 6);
      if (i == 0) {
        data.writeBytes(ZLIB_HEAD);
      }
      data.writeBytes(block.compressed);
      if (i == blocks.size() - 1) {
        data.writeBytes(ByteBuffer.allocate(4).putInt(adler).array());
      }
      PngChunk.write(out, "IDAT", data.toByteArray());
    }
    PngChunk.write(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** The Adler-32 of two strings from those of each, as in zlib's adler32_combine. */
  static int combined(int first, int second, int secondLength) {
    long a1 = first & 0xFFFF;
    long b1 = first >>> 16;
    long a2 = second & 0xFFFF;
    long b2 = second >>> 16;
    long a = (a1 + a2 - 1 + ADLER_BASE) % ADLER_BASE;
    // Every byte of the second string adds the first string's a, less the 1 it starts from, to b.
    long b = (b1 + b2 + secondLength % ADLER_BASE * (a1 - 1 + ADLER_BASE)) % ADLER_BASE;
    return (int) (b << 16 | a);
  }

  private static byte[] profile(byte[] icc) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("ICC Profile\0\0".getBytes(ISO_8859_1));
    byte[] buffer = new byte[8192];
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(icc);
      deflater.finish();
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return out.toByteArray();
  }

  /** Keyword, two zeros for "not compressed", no language, no translation (PNG 11.3.3.4). */
  private static byte[] text(byte[] xmp) {
    byte[] head = "XML:com.adobe.xmp\0\0\0\0\0".getBytes(US_ASCII);
    return ByteBuffer.allocate(head.length + xmp.length).put(head).put(xmp).array();
  }
}

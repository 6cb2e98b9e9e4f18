package uncrop.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An EXIF block as a camera writes it: two directories, one within, a thumbnail at the end. */
final class TestExif {
  static final String MAKE = "Voigt";
  static final byte[] THUMBNAIL = "THUMBNAIL-PIXELS".getBytes(US_ASCII);

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int ASCII = 2;

  private TestExif() {}

  static byte[] block(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(192).order(order);
    tiff.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
    tiff.putShort((short) 42).putInt(8);
    tiff.putShort((short) 4);
    entry(tiff, 0x0100, LONG, 1, 4000);
    entry(tiff, 0x010F, ASCII, 6, 128);
    shortEntry(tiff, 0x0112, orientation);
    entry(tiff, 0x8769, LONG, 1, 64);
    tiff.putInt(144);
    tiff.position(64).putShort((short) 3);
    entry(tiff, 0x829A, RATIONAL, 1, 136);
    entry(tiff, 0xA002, LONG, 1, 4000);
    entry(tiff, 0xA003, LONG, 1, 3000);
    tiff.putInt(0);
    tiff.position(128).put(MAKE.getBytes(US_ASCII));
    tiff.position(136).putInt(1).putInt(250);
    tiff.position(144).putShort((short) 2);
    entry(tiff, 0x0201, LONG, 1, 174);
    entry(tiff, 0x0202, LONG, 1, THUMBNAIL.length);
    tiff.putInt(0);
    tiff.position(174).put(THUMBNAIL);
    return tiff.array();
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static void shortEntry(ByteBuffer tiff, int tag, int value) {
    tiff.putShort((short) tag).putShort((short) SHORT).putInt(1);
    tiff.putShort((short) value).putShort((short) 0);
  }
}

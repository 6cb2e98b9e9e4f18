package uncrop.picture.webp;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import uncrop.geometry.Size;
import uncrop.picture.file.DamagedPicture;
import uncrop.picture.file.ImageReaders;

/**
 * One coded image: a lossy or lossless bitstream, and the alpha that goes with a lossy one.
 *
 * @param size as the bitstream says
 */
record WebpFrame(RiffChunk bitstream, Optional<RiffChunk> alpha, Size size) {
  /*
   * libwebp decodes, not a reader in Java: the one there is (TwelveMonkeys 3.14) leaves out the
   * smooth upsampling of the chroma, is up to 12 levels off what every browser shows, and takes
   * twenty times as long. libwebp is here anyway, to write. It ignores profiles, as it should.
   */
  private static final int OPAQUE = 0xFF00_0000;

  /** The image among these chunks. */
  static WebpFrame among(List<RiffChunk> chunks) throws DamagedPicture {
    Optional<RiffChunk> lossy = RiffChunk.first(chunks, "VP8 ");
    Optional<RiffChunk> lossless = RiffChunk.first(chunks, "VP8L");
    if (lossy.isPresent()) {
      return new WebpFrame(
          lossy.get(), RiffChunk.first(chunks, "ALPH"), lossySize(lossy.get().data()));
    }
    if (lossless.isPresent()) {
      return new WebpFrame(lossless.get(), Optional.empty(), losslessSize(lossless.get().data()));
    }
    throw new DamagedPicture("is damaged: it has no image data");
  }

  /** A key frame: three bytes of tag, a start code, two sides of 14 bits (RFC 6386, 9.1). */
  private static Size lossySize(ByteBuffer data) throws DamagedPicture {
    if (data.remaining() < 10 || (data.getInt(3) & 0xFFFFFF) != 0x2A019D) {
      throw new DamagedPicture("is damaged: its lossy image has no header");
    }
    int width = data.getShort(6) & 0x3FFF;
    int height = data.getShort(8) & 0x3FFF;
    if (width == 0 || height == 0) {
      throw new DamagedPicture("is damaged: its header says that it is empty");
    }
    return new Size(width, height);
  }

  /** A signature byte, then two sides less one of 14 bits each (RFC 9649, 3.4). */
  private static Size losslessSize(ByteBuffer data) throws DamagedPicture {
    if (data.remaining() < 5 || data.get(0) != 0x2F) {
      throw new DamagedPicture("is damaged: its lossless image has no header");
    }
    int bits = data.getInt(1);
    return new Size((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
  }

  int[] decode() throws DamagedPicture {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(bitstream.length() + 64);
    if (alpha.isPresent()) {
      RiffChunk.write(chunks, "VP8X", WebpEncoder.extendedHeader(WebpEncoder.HAS_ALPHA, size));
      RiffChunk.write(chunks, "ALPH", alpha.get().bytes());
    }
    RiffChunk.write(chunks, bitstream.type(), bitstream.bytes());
    BufferedImage image =
        ImageReaders.decode(
            new WebPReader(new WebPImageReaderSpi()), RiffChunk.riff(chunks), warning -> {});
    if (image.getWidth() != size.width() || image.getHeight() != size.height()) {
      throw new DamagedPicture("is damaged: its header and its pixels differ in size");
    }
    int[] argb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    if (!image.getColorModel().hasAlpha()) {
      for (int i = 0; i < argb.length; i++) {
        argb[i] |= OPAQUE;
      }
    }
    return argb;
  }
}

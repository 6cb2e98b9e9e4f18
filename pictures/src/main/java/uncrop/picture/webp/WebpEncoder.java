package uncrop.picture.webp;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import com.luciad.imageio.webp.WebPWriter;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Hashtable;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uncrop.geometry.Size;
import uncrop.picture.file.Attachments;
import uncrop.picture.file.DamagedPicture;

/** Writes WebP files with libwebp, and the container around its bitstream. */
public final class WebpEncoder {
  /** The longest side that 14 bits hold. */
  public static final int LARGEST_SIDE = 16_383;

  /** The quality that means lossless. */
  private static final int LOSSLESS = 100;

  static final int HAS_ALPHA = 0x10;
  private static final int HAS_ICC = 0x20;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;

  private WebpEncoder() {}

  /**
   * @param alpha keep the alpha channel
   * @param quality 1 to 100, where 100 loses nothing
   */
  public static byte[] encode(
      int[] argb, int width, int height, boolean alpha, int quality, Attachments attachments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WebPWriter writer = new WebPWriter(new WebPImageWriterSpi());
    WebPWriteParam param = writer.getDefaultWriteParam();
    if (quality == LOSSLESS) {
      param.setCompressionType(CompressionType.Lossless);
      param.setExact(true);
    } else {
      param.setCompressionType(CompressionType.Lossy);
      param.setCompressionQuality(quality / 100f);
    }
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image(argb, width, height, alpha), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("WebP could not be encoded in memory", e);
    } finally {
      writer.dispose();
    }
    return withAttachments(bytes.toByteArray(), new Size(width, height), alpha, attachments);
  }

  private static BufferedImage image(int[] argb, int width, int height, boolean alpha) {
    var colours =
        alpha
            ? new DirectColorModel(32, 0xFF0000, 0xFF00, 0xFF, 0xFF00_0000)
            : new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);
    int[] masks =
        alpha
            ? new int[] {0xFF0000, 0xFF00, 0xFF, 0xFF00_0000}
            : new int[] {0xFF0000, 0xFF00, 0xFF};
    var raster =
        Raster.createPackedRaster(
            new DataBufferInt(argb, argb.length), width, height, width, masks, null);
    return new BufferedImage(colours, raster, false, new Hashtable<>()) {
      /** The writer asks for the data to read from them, so no copy is needed. */
      @Override
      public Raster getData() {
        return getRaster();
      }
    };
  }

  private static byte[] withAttachments(
      byte[] webp, Size size, boolean alpha, Attachments attachments) {
    if (attachments.isEmpty()) {
      return webp;
    }
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(webp.length + (1 << 16));
    int flags =
        (alpha ? HAS_ALPHA : 0)
            | (attachments.icc().isPresent() ? HAS_ICC : 0)
            | (attachments.exif().isPresent() ? HAS_EXIF : 0)
            | (attachments.xmp().isPresent() ? HAS_XMP : 0);
    RiffChunk.write(chunks, "VP8X", extendedHeader(flags, size));
    attachments.icc().ifPresent(icc -> RiffChunk.write(chunks, "ICCP", icc));
    for (RiffChunk chunk : chunksOf(webp)) {
      if (!chunk.type().equals("VP8X")) {
        RiffChunk.write(chunks, chunk.type(), chunk.bytes());
      }
    }
    attachments.exif().ifPresent(exif -> RiffChunk.write(chunks, "EXIF", exif));
    attachments.xmp().ifPresent(xmp -> RiffChunk.write(chunks, "XMP ", xmp));
    return RiffChunk.riff(chunks);
  }

  private static List<RiffChunk> chunksOf(byte[] webp) {
    try {
      return RiffChunk.within(webp, 12, webp.length);
    } catch (DamagedPicture e) {
      throw new UncheckedIOException("libwebp wrote a broken file", e);
    }
  }

  /** Flags, and the sides less one in 24 bits each (RFC 9649, 2.7). */
  static byte[] extendedHeader(int flags, Size size) {
    int w = size.width() - 1;
    int h = size.height() - 1;
    return new byte[] {
      (byte) flags,
      0,
      0,
      0,
      (byte) w,
      (byte) (w >> 8),
      (byte) (w >> 16),
      (byte) h,
      (byte) (h >> 8),
      (byte) (h >> 16)
    };
  }
}

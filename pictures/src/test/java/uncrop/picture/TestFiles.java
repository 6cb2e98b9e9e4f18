package uncrop.picture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uncrop.pixels.Raster;

/** Picture files made by the JDK and by hand. */
final class TestFiles {
  private TestFiles() {}

  /** Smooth colours, no two rows or columns alike, opaque. */
  static Raster colours(int width, int height) {
    Raster raster = new Raster(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * x / Math.max(1, width - 1);
        int green = 255 * y / Math.max(1, height - 1);
        raster.set(x, y, 0xFF00_0000 | red << 16 | green << 8 | (x * 3 + y * 5) % 256);
      }
    }
    return raster;
  }

  static byte[] encoded(Raster raster, Format format, Metadata metadata) {
    return PictureWriter.encode(raster, new Encoding(format, 100), metadata, Optional.empty());
  }

  static byte[] encoded(Raster raster, Format format) {
    return encoded(raster, format, Metadata.NONE);
  }

  static byte[] jdkPng(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static BufferedImage jdkRead(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JPEG whose components are these bands, not converted. */
  static byte[] jpegOf(java.awt.image.Raster bands, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(1);
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(bands, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** With a segment more, right behind the start marker. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
    return spliced(
        jpeg,
        2,
        ByteBuffer.allocate(4 + payload.length)
            .put((byte) 0xFF)
            .put((byte) marker)
            .putShort((short) (2 + payload.length))
            .put(payload)
            .array());
  }

  static byte[] adobeSegment(int transform) {
    byte[] payload = new byte[12];
    System.arraycopy("Adobe".getBytes(US_ASCII), 0, payload, 0, 5);
    payload[6] = 100;
    payload[11] = (byte) transform;
    return payload;
  }

  /** With a chunk more, right behind the header. */
  static byte[] withChunk(byte[] png, String type, byte[] data) {
    return spliced(png, 33, chunk(type, data));
  }

  static byte[] chunk(String type, byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(US_ASCII));
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(US_ASCII))
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A PNG of any kind, its rows not filtered. */
  static byte[] png(int width, int height, int depth, int colourType, byte[] rows, byte[]... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    out.writeBytes(
        chunk(
            "IHDR",
            ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .array()));
    for (byte[] chunk : more) {
      out.writeBytes(chunk);
    }
    out.writeBytes(chunk("IDAT", deflated(rows)));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  static byte[] deflated(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(data);
      deflater.finish();
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return out.toByteArray();
  }

  /** A WebP of these chunks. */
  static byte[] webp(byte[]... chunks) {
    byte[] body = joined(chunks);
    return ByteBuffer.allocate(12 + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(US_ASCII))
        .putInt(4 + body.length)
        .put("WEBP".getBytes(US_ASCII))
        .put(body)
        .array();
  }

  static byte[] riffChunk(String type, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + data.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] spliced(byte[] file, int at, byte[] inserted) {
    return ByteBuffer.allocate(file.length + inserted.length)
        .put(file, 0, at)
        .put(inserted)
        .put(file, at, file.length - at)
        .array();
  }
}

package uncrop.picture.jpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import uncrop.picture.file.Attachments;

/** Writes JPEG files. */
public final class JpegEncoder {
  /** The longest side. */
  public static final int LARGEST_SIDE = 65_500;

  /** What fits behind the two bytes of a segment's length. */
  static final int LARGEST_PAYLOAD = 65_533;

  /** From here on the chroma is not subsampled: the loss would show before that of the luma. */
  private static final int FULL_CHROMA_QUALITY = 90;

  private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);
  private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(US_ASCII);

  private JpegEncoder() {}

  /**
   * @param argb opaque
   * @param grey write one channel
   * @param quality 1 to 100
   */
  public static byte[] encode(
      int[] argb,
      int width,
      int height,
      boolean grey,
      int quality,
      Attachments attachments,
      Consumer<String> warnings) {
    BufferedImage image = grey ? grey(argb, width, height) : colour(argb, width, height);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = writer();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      if (!grey && quality >= FULL_CHROMA_QUALITY) {
        keepChroma(metadata);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } catch (IOException e) {
      throw new UncheckedIOException("JPEG could not be encoded in memory", e);
    } finally {
      writer.dispose();
    }
    return withAttachments(bytes.toByteArray(), attachments, warnings);
  }

  private static BufferedImage grey(int[] argb, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) argb[i];
    }
    return image;
  }

  /** The very array seen as RGB. */
  private static BufferedImage colour(int[] argb, int width, int height) {
    DirectColorModel rgb = new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);
    var raster =
        Raster.createPackedRaster(
            new DataBufferInt(argb, argb.length),
            width,
            height,
            width,
            new int[] {0xFF0000, 0xFF00, 0xFF},
            null);
    return new BufferedImage(rgb, raster, false, null);
  }

  private static void keepChroma(IIOMetadata metadata) throws IIOInvalidTreeException {
    String format = "javax_imageio_jpeg_image_1.0";
    IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(format);
    var components = tree.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(format, tree);
  }

  private static ImageWriter writer() {
    var writers = ImageIO.getImageWritersByFormatName("jpeg");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule().equals(ImageIO.class.getModule())) {
        return writer;
      }
    }
    throw new IllegalStateException("this Java has no JPEG writer");
  }

  /** Puts the segments behind the start and the JFIF marker, where every reader looks for them. */
  private static byte[] withAttachments(
      byte[] jpeg, Attachments attachments, Consumer<String> warnings) {
    if (attachments.isEmpty()) {
      return jpeg;
    }
    int jfif = 2 + 2 + ((jpeg[4] & 255) << 8 | (jpeg[5] & 255));
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + (1 << 16));
    out.write(jpeg, 0, jfif);
    writeTagged(out, EXIF, attachments.exif(), "EXIF block", warnings);
    writeTagged(out, XMP, attachments.xmp(), "XMP packet", warnings);
    attachments.icc().ifPresent(icc -> JpegProfile.write(out, icc));
    out.write(jpeg, jfif, jpeg.length - jfif);
    return out.toByteArray();
  }

  private static void writeTagged(
      ByteArrayOutputStream out,
      byte[] tag,
      Optional<byte[]> content,
      String what,
      Consumer<String> warnings) {
    if (content.isEmpty()) {
      return;
    }
    if (tag.length + content.get().length > LARGEST_PAYLOAD) {
      warnings.accept("the " + what + " is too long for JPEG and is dropped");
      return;
    }
    byte[] payload = Arrays.copyOf(tag, tag.length + content.get().length);
    System.arraycopy(content.get(), 0, payload, tag.length, content.get().length);
    writeSegment(out, JpegMarker.APP1, payload);
  }

  static void writeSegment(ByteArrayOutputStream out, int marker, byte[] payload) {
    writeMarker(out, marker);
    out.write(payload.length + 2 >> 8);
    out.write(payload.length + 2);
    out.writeBytes(payload);
  }

  static void writeMarker(ByteArrayOutputStream out, int marker) {
    out.write(0xFF);
    out.write(marker);
  }
}

package uncrop.picture;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import uncrop.fault.BadInput;
import uncrop.picture.file.Attachments;
import uncrop.picture.file.IccProfile;
import uncrop.picture.jpeg.JpegEncoder;
import uncrop.picture.png.PngEncoder;
import uncrop.picture.png.PngLayout;
import uncrop.picture.webp.WebpEncoder;
import uncrop.pixels.Raster;

/** Writes PNG, JPEG and WebP files. */
public final class PictureWriter {
  private PictureWriter() {}

  /** As the other, where nobody wants to know what is lost. */
  public static byte[] encode(
      Raster raster, Encoding encoding, Metadata metadata, Optional<Provenance> provenance) {
    return encode(raster, encoding, metadata, provenance, warning -> {});
  }

  /**
   * The bytes of a file. PNG and WebP at quality 100 keep every pixel; a picture that is grey
   * throughout is written in one channel unless its profile forbids it.
   *
   * @param provenance written as XMP; empty for none
   * @param warnings told what the format cannot hold: transparency in JPEG, for one
   * @throws BadInput on the field "format", if the picture is too large for it
   */
  public static byte[] encode(
      Raster raster,
      Encoding encoding,
      Metadata metadata,
      Optional<Provenance> provenance,
      Consumer<String> warnings) {
    checkSides(raster, encoding.format());
    boolean alpha = Tones.isTranslucent(raster.argb());
    boolean allGrey = Tones.isGrey(raster.argb());
    Optional<byte[]> icc = usableProfile(metadata, allGrey, encoding.format(), warnings);
    boolean grey = allGrey && icc.map(PictureWriter::isGreyProfile).orElse(true);
    Attachments attachments = new Attachments(icc, metadata.exif(), provenance.map(XmpPacket::of));
    int[] argb = raster.argb();
    int width = raster.width();
    int height = raster.height();
    return switch (encoding.format()) {
      case PNG -> PngEncoder.encode(argb, width, height, PngLayout.of(grey, alpha), attachments);
      case WEBP -> {
        try {
          yield WebpEncoder.encode(argb, width, height, alpha, encoding.quality(), attachments);
        } catch (LinkageError e) {
          throw new BadInput(
              "format", encoding.format(), "cannot be written on this machine; take png");
        }
      }
      case JPEG -> {
        if (alpha) {
          warnings.accept("JPEG has no transparency: what is transparent is laid on white");
          argb = Tones.onWhite(argb);
        }
        yield JpegEncoder.encode(
            argb, width, height, grey, encoding.quality(), attachments, warnings);
      }
    };
  }

  /**
   * Writes a file, whole or not at all: to a temporary file beside it, which is then moved over
   * whatever stands there. The temporary file does not outlive a failure or Ctrl-C.
   *
   * @throws BadInput on the field "output", if it cannot be written
   */
  public static void write(Path file, byte[] bytes) {
    AtomicFile.write(file, bytes);
  }

  private static void checkSides(Raster raster, Format format) {
    int largest =
        switch (format) {
          case PNG -> Integer.MAX_VALUE;
          case JPEG -> JpegEncoder.LARGEST_SIDE;
          case WEBP -> WebpEncoder.LARGEST_SIDE;
        };
    if (Math.max(raster.width(), raster.height()) > largest) {
      throw new BadInput(
          "format",
          format,
          "holds at most %d pixels a side, the picture is %s; take png"
              .formatted(largest, raster.size()));
    }
  }

  /** A grey profile is void over colour, and WebP knows no other. */
  private static Optional<byte[]> usableProfile(
      Metadata metadata, boolean allGrey, Format format, Consumer<String> warnings) {
    boolean misfit =
        metadata.icc().map(PictureWriter::isGreyProfile).orElse(false)
            && (!allGrey || format == Format.WEBP);
    if (misfit) {
      warnings.accept("its grey colour profile does not fit what is written and is dropped");
      return Optional.empty();
    }
    return metadata.icc();
  }

  private static boolean isGreyProfile(byte[] icc) {
    return IccProfile.parse(icc).map(p -> p.space().equals(IccProfile.GRAY)).orElse(false);
  }
}

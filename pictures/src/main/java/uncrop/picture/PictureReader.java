package uncrop.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import uncrop.fault.BadInput;
import uncrop.geometry.Size;
import uncrop.picture.file.DamagedPicture;
import uncrop.picture.file.ExifBlock;
import uncrop.picture.file.PictureFile;
import uncrop.picture.jpeg.JpegFile;
import uncrop.picture.png.PngFile;
import uncrop.picture.webp.WebpFile;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * Reads PNG, JPEG and WebP files, whatever their names.
 *
 * <p>The pixels keep their numbers: a colour profile is carried along and never applied (but for
 * CMYK, which becomes sRGB). EXIF orientation is applied. Existing XMP is not carried: it describes
 * the source, and merging it would need an RDF parser.
 *
 * <p>All that is wrong with a file is a {@link BadInput} of one line. Safe for use by many threads.
 */
public final class PictureReader {
  /** The field that errors name when a file is read. */
  private static final String FIELD = "picture";

  private static final String SERVED = "give a PNG, JPEG or WebP";

  /** Rec. 601, in thousandths. */
  private static final int RED = 299;

  private static final int GREEN = 587;
  private static final int BLUE = 114;
  private static final int WHITE_FROM = 128;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final PictureLimits limits;

  public PictureReader(PictureLimits limits) {
    this.limits = limits;
  }

  /** What to call the picture in an error: a field and its value. */
  private record Subject(String field, String value) {
    BadInput fault(String advice) {
      return new BadInput(field, value, advice);
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadInput on the field "picture", if it cannot be read or is over the limits
   */
  public Picture read(Path file) {
    Picture picture = read(file, new Subject(FIELD, file.toString()));
    Path name = file.getFileName();
    Optional<Format> named =
        Optional.ofNullable(name).flatMap(n -> Format.ofFileName(n.toString()));
    if (named.isEmpty() || named.get() == picture.format()) {
      return picture;
    }
    List<String> warnings = new ArrayList<>(picture.warnings());
    warnings.add("its name says " + named.get() + ", but it is a " + picture.format());
    return new Picture(picture.raster(), picture.format(), picture.metadata(), warnings);
  }

  /**
   * Reads a picture from memory.
   *
   * @param name the field that it came in, which errors name
   * @throws BadInput on that field, if it cannot be read or is over the limits
   */
  public Picture read(byte[] bytes, String name) {
    return read(bytes, subject(bytes, name));
  }

  /**
   * The size that a picture will have when it is read: upright. Looks at the file's head and
   * metadata, not at its pixels.
   *
   * @param name the field that it came in, which errors name
   * @throws BadInput on that field, if already these cannot be read or are over the limits
   */
  public Size size(byte[] bytes, String name) {
    Subject subject = subject(bytes, name);
    checkBytes(bytes.length, subject);
    Format format = formatOf(bytes, subject);
    try {
      PictureFile file = open(bytes, format, warning -> {});
      checkPixels(file.size(), subject);
      return orientation(file.exif().flatMap(ExifBlock::parse)).upright(file.size());
    } catch (DamagedPicture e) {
      throw subject.fault(e.getMessage() + " (" + format + ")");
    }
  }

  /**
   * Reads a mask: what is light (luminance 128 or more) is painted, what is dark or fully
   * transparent is kept.
   *
   * @param invert the other way round
   * @throws BadInput on the field "mask"
   */
  public Mask readMask(Path file, boolean invert) {
    return mask(read(file, new Subject("mask", file.toString())), invert);
  }

  /**
   * Reads a mask from memory; see {@link #readMask(Path, boolean)}.
   *
   * @param name the field that it came in, which errors name
   */
  public Mask readMask(byte[] bytes, String name, boolean invert) {
    return mask(read(bytes, name), invert);
  }

  private static Subject subject(byte[] bytes, String name) {
    return new Subject(name, "(" + bytes.length + " bytes)");
  }

  private Picture read(Path file, Subject subject) {
    if (!Files.exists(file)) {
      throw subject.fault("there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw subject.fault("is a folder; give a file");
    }
    // No trust in the size: a device or a pipe has none, and a file may grow.
    int most = (int) Math.min(limits.maxBytes(), LARGEST_ARRAY - 1) + 1;
    try (InputStream in = Files.newInputStream(file)) {
      checkBytes(Files.size(file), subject);
      return read(in.readNBytes(most), subject);
    } catch (IOException e) {
      throw subject.fault("cannot be read: check that you may read it");
    }
  }

  private void checkBytes(long bytes, Subject subject) {
    if (bytes > limits.maxBytes()) {
      throw subject.fault(
          "must be at most %d bytes large, it has %d".formatted(limits.maxBytes(), bytes));
    }
  }

  private Picture read(byte[] bytes, Subject subject) {
    checkBytes(bytes.length, subject);
    Format format = formatOf(bytes, subject);
    List<String> warnings = new ArrayList<>();
    try {
      PictureFile file = open(bytes, format, warnings::add);
      checkPixels(file.size(), subject);
      return decoded(file, format, warnings);
    } catch (DamagedPicture e) {
      throw subject.fault(e.getMessage() + " (" + format + ")");
    } catch (OutOfMemoryError e) {
      throw subject.fault("needs more memory than Java may use; raise -Xmx, or make it smaller");
    }
  }

  private static PictureFile open(byte[] bytes, Format format, Consumer<String> warnings)
      throws DamagedPicture {
    return switch (format) {
      case PNG -> PngFile.open(bytes, warnings);
      case JPEG -> JpegFile.open(bytes, warnings);
      case WEBP -> WebpFile.open(bytes, warnings);
    };
  }

  private static Orientation orientation(Optional<ExifBlock> exif) {
    return Orientation.of(exif.map(ExifBlock::orientation).orElse(1));
  }

  private static Format formatOf(byte[] bytes, Subject subject) {
    if (bytes.length == 0) {
      throw subject.fault("is empty; " + SERVED);
    }
    if (PngFile.isPng(bytes)) {
      return Format.PNG;
    }
    if (WebpFile.isWebp(bytes)) {
      return Format.WEBP;
    }
    if (JpegFile.isJpeg(bytes)) {
      return Format.JPEG;
    }
    Optional<String> other = FileKind.of(bytes);
    if (other.isPresent()) {
      throw subject.fault("is " + other.get() + "; " + SERVED);
    }
    if (JpegFile.holdsJpeg(bytes)) {
      return Format.JPEG;
    }
    throw subject.fault("is no picture that is known here; " + SERVED);
  }

  private void checkPixels(Size size, Subject subject) {
    if (size.area() > limits.maxPixels()) {
      throw subject.fault(
          "must have at most %d pixels, it is %s".formatted(limits.maxPixels(), size));
    }
  }

  private static Picture decoded(PictureFile file, Format format, List<String> warnings)
      throws DamagedPicture {
    Optional<ExifBlock> exif = file.exif().flatMap(ExifBlock::parse);
    if (file.exif().isPresent() && exif.isEmpty()) {
      warnings.add("its EXIF data are damaged and are dropped");
    }
    int[] argb = file.decode(warnings::add);
    Raster raster = orientation(exif).apply(argb, file.size().width(), file.size().height());
    Metadata metadata = new Metadata(file.icc(), exif.flatMap(ExifBlock::withoutPixelTags));
    return new Picture(raster, format, metadata, warnings);
  }

  private static Mask mask(Picture picture, boolean invert) {
    int[] argb = picture.raster().argb();
    byte[] values = new byte[argb.length];
    for (int i = 0; i < argb.length; i++) {
      int p = argb[i];
      int light = RED * (p >> 16 & 255) + GREEN * (p >> 8 & 255) + BLUE * (p & 255);
      boolean white = light >= WHITE_FROM * 1000 && p >>> 24 != 0;
      values[i] = white == invert ? Mask.KEEP : Mask.PAINT;
    }
    return new Mask(picture.raster().width(), picture.raster().height(), values);
  }
}

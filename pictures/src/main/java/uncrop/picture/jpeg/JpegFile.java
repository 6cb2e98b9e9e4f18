package uncrop.picture.jpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import uncrop.geometry.Size;
import uncrop.picture.file.DamagedPicture;
import uncrop.picture.file.IccProfile;
import uncrop.picture.file.ImageReaders;
import uncrop.picture.file.PictureFile;
import uncrop.picture.file.Samples;

/** A JPEG file, its header read by segments. */
public final class JpegFile implements PictureFile {
  /*
   * The decoder (libjpeg within the JDK, under TwelveMonkeys' reader) gets a copy with nothing but
   * what pixels depend on: tables, frame, scans, the JFIF and Adobe markers that name the colour
   * space. Without the profile it converts no colours, and no metadata can trouble it. CMYK is the
   * exception: there the profile goes along, and what comes out is sRGB.
   */
  private static final byte[] EXIF = "Exif\0".getBytes(US_ASCII);
  private static final int EXIF_HEAD = EXIF.length + 1;
  private static final byte[] JFIF = "JFIF\0".getBytes(US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(US_ASCII);
  private static final byte[] JUMBF = "JP".getBytes(US_ASCII);

  private final JpegLayout layout;
  private final Size size;
  private final int components;
  private final Optional<IccProfile> profile;

  private JpegFile(JpegLayout layout, Consumer<String> warnings) throws DamagedPicture {
    this.layout = layout;
    JpegSegment frame =
        layout.segments().stream()
            .filter(segment -> JpegMarker.isFrame(segment.marker()) && segment.length() >= 10)
            .findFirst()
            .orElseThrow(() -> new DamagedPicture("is damaged: it has no frame header"));
    ByteBuffer header = frame.payload();
    int height = header.getShort(1) & 0xFFFF;
    int width = header.getShort(3) & 0xFFFF;
    components = header.get(5) & 255;
    if (header.get(0) != 8) {
      throw new DamagedPicture("has " + header.get(0) + " bits a channel; only 8 are read in JPEG");
    }
    if (width < 1 || height < 1) {
      throw new DamagedPicture("is damaged: its header says that it is empty");
    }
    if (components != 1 && components != 3 && components != 4) {
      throw new DamagedPicture("has " + components + " channels; 1, 3 and 4 are read in JPEG");
    }
    size = new Size(width, height);
    profile = profile(warnings);
  }

  /** Whether the file begins as a JPEG does. */
  public static boolean isJpeg(byte[] file) {
    return JpegWalk.startOf(file).filter(start -> start == 0).isPresent();
  }

  /** Whether a JPEG begins not far behind some junk. Any file may hold one, so ask this last. */
  public static boolean holdsJpeg(byte[] file) {
    return JpegWalk.startOf(file).isPresent();
  }

  /**
   * @param file that {@link #holdsJpeg}
   * @param warnings told of what is lost or odd
   */
  public static JpegFile open(byte[] file, Consumer<String> warnings) throws DamagedPicture {
    JpegLayout layout = JpegWalk.through(file, warnings);
    JpegFile jpeg = new JpegFile(layout, warnings);
    if (layout.segments().stream()
        .anyMatch(s -> s.marker() == JpegMarker.APP11 && s.startsWith(JUMBF))) {
      warnings.accept("its Content Credentials cannot stay valid and are dropped");
    }
    return jpeg;
  }

  private Optional<IccProfile> profile(Consumer<String> warnings) {
    List<JpegSegment> parts = layout.segments().stream().filter(JpegProfile::isIn).toList();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Optional<IccProfile> usable =
        JpegProfile.joined(parts).flatMap(IccProfile::parse).filter(this::fits);
    if (usable.isEmpty()) {
      warnings.accept("its colour profile is damaged or of another colour space, and is dropped");
    }
    return usable;
  }

  private boolean fits(IccProfile icc) {
    return switch (components) {
      case 1 -> icc.space().equals(IccProfile.GRAY) || icc.space().equals(IccProfile.RGB);
      case 3 -> icc.space().equals(IccProfile.RGB);
      default -> icc.space().equals(IccProfile.CMYK);
    };
  }

  private boolean isCmyk() {
    return components == 4;
  }

  @Override
  public Size size() {
    return size;
  }

  @Override
  public Optional<byte[]> icc() {
    return isCmyk() ? Optional.empty() : profile.map(IccProfile::bytes);
  }

  @Override
  public Optional<byte[]> exif() {
    return layout.segments().stream()
        .filter(s -> s.marker() == JpegMarker.APP1 && s.startsWith(EXIF))
        .filter(s -> s.payload().remaining() > EXIF_HEAD)
        .findFirst()
        .map(s -> s.bytesAfter(EXIF_HEAD));
  }

  @Override
  public int[] decode(Consumer<String> warnings) throws DamagedPicture {
    AtomicBoolean damaged = new AtomicBoolean();
    AtomicBoolean plain = new AtomicBoolean();
    BufferedImage image =
        ImageReaders.decode(
            reader(),
            bare(),
            complaint -> {
              // The words of libjpeg, and of TwelveMonkeys where it finds no profile to use.
              if (complaint.contains("orrupt") || complaint.contains("remature")) {
                damaged.set(true);
              } else if (complaint.contains("No embedded ICC")) {
                plain.set(true);
              }
            });
    if (damaged.get() && !layout.complete()) {
      throw new DamagedPicture("is cut off after " + layout.end() + " bytes");
    }
    if (damaged.get()) {
      warnings.accept("some of its pixels are damaged and may look wrong");
    } else if (!layout.complete()) {
      warnings.accept("its end marker is missing; some detail may be lost");
    }
    if (isCmyk()) {
      warnings.accept(
          plain.get()
              ? "it is CMYK without a usable profile, converted to RGB by the plain formula"
              : "it is CMYK, converted to sRGB through its profile");
    }
    return Samples.of(image);
  }

  /** The file without all that pixels do not depend on. */
  private byte[] bare() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(layout.end() - layout.scans() + 4096);
    JpegEncoder.writeMarker(out, JpegMarker.SOI);
    for (JpegSegment segment : layout.segments()) {
      boolean colours =
          segment.marker() == JpegMarker.APP0 && segment.startsWith(JFIF)
              || segment.marker() == JpegMarker.APP14 && segment.startsWith(ADOBE);
      if (colours || JpegMarker.isTable(segment.marker())) {
        out.write(layout.file(), segment.start(), segment.length());
      }
    }
    if (isCmyk()) {
      profile.ifPresent(icc -> JpegProfile.write(out, icc.bytes()));
    }
    out.write(layout.file(), layout.scans(), layout.end() - layout.scans());
    JpegEncoder.writeMarker(out, JpegMarker.EOI);
    return out.toByteArray();
  }

  private static ImageReader reader() throws DamagedPicture {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    try {
      if (registry.getServiceProviderByClass(JPEGImageReaderSpi.class) == null) {
        // Not found by way of the class loader of whatever thread asked the registry first.
        registry.registerServiceProvider(new JPEGImageReaderSpi());
      }
      // The registry has given it the JDK's provider, on which it stands.
      return registry
          .getServiceProviderByClass(JPEGImageReaderSpi.class)
          .createReaderInstance(null);
    } catch (IOException e) {
      throw new DamagedPicture("cannot be read: this Java has no JPEG reader", e);
    }
  }
}

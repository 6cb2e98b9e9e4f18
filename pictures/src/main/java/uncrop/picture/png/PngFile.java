package uncrop.picture.png;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import uncrop.geometry.Size;
import uncrop.picture.file.DamagedPicture;
import uncrop.picture.file.IccProfile;
import uncrop.picture.file.ImageReaders;
import uncrop.picture.file.PictureFile;
import uncrop.picture.file.Samples;

/** A PNG file, its chunks checked one by one. */
public final class PngFile implements PictureFile {
  /*
   * Only the chunks that pixels depend on reach the decoder. That keeps the numbers as they are
   * (whatever it may do with a profile or a gamma), and keeps compressed texts, each of which may
   * be a bomb, from being inflated.
   */
  private static final Set<String> DECODED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  /** Writers make chunks of 8 KiB and more; an attacker may make them empty. */
  private static final int MOST_CHUNKS = 100_000;

  /** The gamma of sRGB times 100000 (PNG 11.3.2.2). */
  private static final int SRGB_GAMMA = 45455;

  private static final int GAMMA_TOLERANCE = 500;

  private final List<PngChunk> chunks;
  private final ByteBuffer header;
  private final Size size;
  private final Optional<byte[]> icc;

  private PngFile(List<PngChunk> chunks, Consumer<String> warnings) throws DamagedPicture {
    this.chunks = chunks;
    header = chunks.getFirst().data();
    int width = header.getInt(0);
    int height = header.getInt(4);
    if (width < 1 || height < 1) {
      throw new DamagedPicture("is damaged: its header says that it is empty");
    }
    size = new Size(width, height);
    icc = profile(warnings);
  }

  /** Whether the file begins as a PNG does. */
  public static boolean isPng(byte[] file) {
    return file.length >= 8 && Arrays.equals(file, 0, 8, PngChunk.SIGNATURE, 0, 8);
  }

  /**
   * @param file that {@link #isPng}
   * @param warnings told of what is lost or odd
   */
  public static PngFile open(byte[] file, Consumer<String> warnings) throws DamagedPicture {
    PngFile png = new PngFile(chunksOf(file), warnings);
    png.warnOfLosses(warnings);
    return png;
  }

  private static List<PngChunk> chunksOf(byte[] file) throws DamagedPicture {
    List<PngChunk> chunks = new ArrayList<>();
    int at = PngChunk.SIGNATURE.length;
    while (true) {
      if (file.length - at < PngChunk.FRAME) {
        throw new DamagedPicture("is cut off after " + file.length + " bytes");
      }
      int length = ByteBuffer.wrap(file).getInt(at);
      String type = new String(file, at + 4, 4, US_ASCII);
      if (!type.chars().allMatch(Character::isLetter)) {
        throw new DamagedPicture("is damaged: what follows byte " + at + " is no PNG chunk");
      }
      if (length < 0 || length > file.length - at - PngChunk.FRAME) {
        throw new DamagedPicture("is cut off after " + file.length + " bytes, in its " + type);
      }
      PngChunk chunk = new PngChunk(file, at, type, length);
      if (chunks.isEmpty() && !(type.equals("IHDR") && length == 13)) {
        throw new DamagedPicture("is damaged: it does not begin with a header");
      }
      if (chunks.size() == MOST_CHUNKS) {
        throw new DamagedPicture("is refused: it has more than " + MOST_CHUNKS + " chunks");
      }
      if (chunk.isIntact()) {
        chunks.add(chunk);
      } else if (chunk.isCritical()) {
        throw new DamagedPicture("is damaged: the checksum of its " + type + " is wrong");
      }
      if (type.equals("IEND")) {
        return chunks;
      }
      at = chunk.end();
    }
  }

  private Optional<PngChunk> first(String type) {
    return chunks.stream().filter(chunk -> chunk.type().equals(type)).findFirst();
  }

  private Optional<byte[]> profile(Consumer<String> warnings) {
    Optional<PngChunk> chunk = first("iCCP");
    if (chunk.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> usable =
        inflated(chunk.get().bytes())
            .flatMap(IccProfile::parse)
            .filter(p -> p.space().equals(isGrey() ? IccProfile.GRAY : IccProfile.RGB))
            .map(IccProfile::bytes);
    if (usable.isEmpty()) {
      warnings.accept("its colour profile is damaged or of another colour space, and is dropped");
    }
    return usable;
  }

  private boolean isGrey() {
    int colourType = header.get(9);
    return colourType == 0 || colourType == 4;
  }

  /** A profile name, a zero, a method, then a zlib stream (PNG 11.3.2.3). */
  private static Optional<byte[]> inflated(byte[] iccp) {
    int name = 0;
    while (name < iccp.length && iccp[name] != 0) {
      name++;
    }
    if (name + 2 > iccp.length) {
      return Optional.empty();
    }
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(iccp, name + 2, iccp.length - name - 2);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 || out.size() > IccProfile.LARGEST) {
          return Optional.empty();
        }
        out.write(buffer, 0, n);
      }
      return Optional.of(out.toByteArray());
    } catch (DataFormatException e) {
      return Optional.empty();
    }
  }

  private void warnOfLosses(Consumer<String> warnings) {
    if (header.get(8) == 16) {
      warnings.accept("its 16 bits a channel are reduced to 8");
    }
    if (first("acTL").isPresent()) {
      warnings.accept("it is animated: only its still image is used");
    }
    if (first("caBX").isPresent()) {
      warnings.accept("its Content Credentials cannot stay valid and are dropped");
    }
    if (icc.isEmpty() && first("sRGB").isEmpty() && hasOtherGamma()) {
      warnings.accept("its colour tags (gAMA, cICP) are dropped: its colours may look different");
    }
  }

  private boolean hasOtherGamma() {
    boolean gamma =
        first("gAMA")
            .filter(chunk -> chunk.length() == 4)
            .map(chunk -> Math.abs(chunk.data().getInt() - SRGB_GAMMA) > GAMMA_TOLERANCE)
            .orElse(false);
    return gamma || first("cICP").isPresent();
  }

  @Override
  public Size size() {
    return size;
  }

  @Override
  public Optional<byte[]> icc() {
    return icc;
  }

  @Override
  public Optional<byte[]> exif() {
    return first("eXIf").map(PngChunk::bytes);
  }

  @Override
  public int[] decode(Consumer<String> warnings) throws DamagedPicture {
    ByteArrayOutputStream bare = new ByteArrayOutputStream();
    bare.writeBytes(PngChunk.SIGNATURE);
    chunks.stream()
        .filter(chunk -> DECODED.contains(chunk.type()))
        .forEach(chunk -> chunk.copyTo(bare));
    return Samples.of(ImageReaders.decode(reader(), bare.toByteArray(), warning -> {}));
  }

  /** The reader of the JDK, which others may stand before in the registry. */
  private static ImageReader reader() {
    var readers = ImageIO.getImageReadersByFormatName("png");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java has no PNG reader");
  }
}

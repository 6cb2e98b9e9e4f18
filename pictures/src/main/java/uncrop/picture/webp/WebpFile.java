package uncrop.picture.webp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import uncrop.geometry.Size;
import uncrop.picture.file.DamagedPicture;
import uncrop.picture.file.IccProfile;
import uncrop.picture.file.PictureFile;

/** A WebP file, taken apart into its chunks. */
public final class WebpFile implements PictureFile {
  private static final int RIFF_HEAD = 12;

  /** Place, size, duration and flags of a frame (RFC 9649, 2.7.1.1). */
  private static final int FRAME_HEAD = 16;

  private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);

  private final List<RiffChunk> chunks;
  private final WebpFrame frame;
  private final Size canvas;
  private final int frameX;
  private final int frameY;
  private final Optional<byte[]> icc;

  private WebpFile(List<RiffChunk> chunks, Consumer<String> warnings) throws DamagedPicture {
    this.chunks = chunks;
    Optional<RiffChunk> extended = RiffChunk.first(chunks, "VP8X").filter(c -> c.length() >= 10);
    Optional<RiffChunk> animation =
        RiffChunk.first(chunks, "ANMF").filter(c -> c.length() >= FRAME_HEAD);
    if (animation.isPresent()) {
      RiffChunk first = animation.get();
      frame =
          WebpFrame.among(
              RiffChunk.within(
                  first.file(), first.start() + FRAME_HEAD, first.start() + first.length()));
      frameX = 2 * first.uint24(0);
      frameY = 2 * first.uint24(3);
      warnings.accept("it is animated: only its first frame is used");
    } else {
      frame = WebpFrame.among(chunks);
      frameX = 0;
      frameY = 0;
    }
    canvas =
        extended.isPresent()
            ? new Size(extended.get().uint24(4) + 1, extended.get().uint24(7) + 1)
            : frame.size();
    if (frameX + frame.size().width() > canvas.width()
        || frameY + frame.size().height() > canvas.height()) {
      throw new DamagedPicture("is damaged: its image is larger than its canvas");
    }
    icc = profile(warnings);
    if (RiffChunk.first(chunks, "C2PA").isPresent()) {
      warnings.accept("its Content Credentials cannot stay valid and are dropped");
    }
  }

  /** Whether the file begins as a WebP does. */
  public static boolean isWebp(byte[] file) {
    return file.length >= RIFF_HEAD
        && new String(file, 0, 4, US_ASCII).equals("RIFF")
        && new String(file, 8, 4, US_ASCII).equals("WEBP");
  }

  /**
   * @param file that {@link #isWebp}
   * @param warnings told of what is lost or odd
   */
  public static WebpFile open(byte[] file, Consumer<String> warnings) throws DamagedPicture {
    long size = (ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xFFFF_FFFFL) + 8;
    if (size > file.length) {
      throw new DamagedPicture("is cut off after " + file.length + " of " + size + " bytes");
    }
    return new WebpFile(RiffChunk.within(file, RIFF_HEAD, (int) size), warnings);
  }

  private Optional<byte[]> profile(Consumer<String> warnings) {
    Optional<RiffChunk> chunk = RiffChunk.first(chunks, "ICCP");
    Optional<byte[]> usable =
        chunk
            .map(RiffChunk::bytes)
            .flatMap(IccProfile::parse)
            .filter(p -> p.space().equals(IccProfile.RGB) || p.space().equals(IccProfile.GRAY))
            .map(IccProfile::bytes);
    if (chunk.isPresent() && usable.isEmpty()) {
      warnings.accept("its colour profile is damaged or of another colour space, and is dropped");
    }
    return usable;
  }

  @Override
  public Size size() {
    return canvas;
  }

  @Override
  public Optional<byte[]> icc() {
    return icc;
  }

  @Override
  public Optional<byte[]> exif() {
    return RiffChunk.first(chunks, "EXIF").map(RiffChunk::bytes).map(WebpFile::withoutTag);
  }

  /** Some writers put the tag before the block that belongs to JPEG only. */
  private static byte[] withoutTag(byte[] exif) {
    boolean tagged =
        exif.length >= EXIF.length && Arrays.equals(exif, 0, EXIF.length, EXIF, 0, EXIF.length);
    return tagged ? Arrays.copyOfRange(exif, EXIF.length, exif.length) : exif;
  }

  @Override
  public int[] decode(Consumer<String> warnings) throws DamagedPicture {
    int[] pixels = frame.decode();
    if (frame.size().equals(canvas)) {
      return pixels;
    }
    int[] argb = new int[Math.toIntExact(canvas.area())];
    int width = frame.size().width();
    for (int y = 0; y < frame.size().height(); y++) {
      System.arraycopy(pixels, y * width, argb, (frameY + y) * canvas.width() + frameX, width);
    }
    return argb;
  }
}

package uncrop.picture.file;

import java.util.Optional;
import java.util.function.Consumer;
import uncrop.geometry.Size;

/**
 * A file whose header and metadata were read, and whose pixels were not: its size can be judged
 * before anything large is allocated.
 */
public interface PictureFile {
  /** As stored, before any EXIF orientation. */
  Size size();

  /** The colour profile that the decoded pixels are meant in. */
  Optional<byte[]> icc();

  /** The EXIF block as found, from its TIFF header on. */
  Optional<byte[]> exif();

  /**
   * The pixels, {@code 0xAARRGGBB} row by row, not premultiplied, in the numbers of the file.
   *
   * @param warnings told of what was lost or odd
   */
  int[] decode(Consumer<String> warnings) throws DamagedPicture;
}

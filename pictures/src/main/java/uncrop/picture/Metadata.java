package uncrop.picture;

import java.util.Optional;

/**
 * What a picture carries from its source to its copy. The arrays are shared: nobody writes to them.
 *
 * @param icc the colour profile that the pixel numbers are meant in; sRGB if empty
 * @param exif a TIFF block ({@code II*} or {@code MM*} first) without orientation, thumbnail and
 *     pixel dimensions
 */
public record Metadata(Optional<byte[]> icc, Optional<byte[]> exif) {
  public static final Metadata NONE = new Metadata(Optional.empty(), Optional.empty());

  /** The profile alone: it is colour, so it stays where metadata are not wanted. */
  public Metadata withoutExif() {
    return new Metadata(icc, Optional.empty());
  }
}

package uncrop.picture.file;

import java.util.Optional;

/**
 * What is written into a file beside its pixels.
 *
 * @param exif a TIFF block
 * @param xmp an XMP packet in UTF-8
 */
public record Attachments(Optional<byte[]> icc, Optional<byte[]> exif, Optional<byte[]> xmp) {
  public boolean isEmpty() {
    return icc.isEmpty() && exif.isEmpty() && xmp.isEmpty();
  }
}

package uncrop.picture;

import uncrop.fault.BadInput;

/**
 * How to write a picture.
 *
 * @param quality 1 to 100; at 100 WebP is lossless; from 90 JPEG keeps its colours at full
 *     resolution; PNG is always lossless and ignores it
 */
public record Encoding(Format format, int quality) {
  public Encoding {
    if (quality < 1 || quality > 100) {
      throw new BadInput("quality", quality, "must be 1 to 100");
    }
  }
}

package uncrop.picture;

import java.util.List;
import uncrop.pixels.Raster;

/**
 * A picture as read.
 *
 * @param raster upright (any EXIF orientation is applied), in the numbers of the file
 * @param format what the file is, whatever its name
 * @param warnings what was lost or odd, each a sentence for the user
 */
public record Picture(Raster raster, Format format, Metadata metadata, List<String> warnings) {
  public Picture {
    warnings = List.copyOf(warnings);
  }
}

package uncrop.server.painting;

import java.util.List;
import uncrop.geometry.Size;
import uncrop.picture.Format;

/**
 * An order that was carried out.
 *
 * @param files one for each sample
 * @param size of each picture
 */
public record Painted(List<byte[]> files, Format format, Size size, List<String> warnings) {}

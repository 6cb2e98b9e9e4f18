package uncrop.server.painting;

import java.time.Duration;
import java.util.List;
import uncrop.geometry.Size;
import uncrop.picture.Format;

/**
 * An order that was carried out.
 *
 * @param pictures as files, one for each sample
 * @param seed of the first sample; each other one's is 1 higher
 * @param took reading, painting and writing, without waiting
 */
public record Painted(
    List<byte[]> pictures,
    Format format,
    Size size,
    String engine,
    long seed,
    List<String> warnings,
    Duration took) {}

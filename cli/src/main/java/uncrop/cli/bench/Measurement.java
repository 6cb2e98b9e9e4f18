package uncrop.cli.bench;

import java.util.Locale;
import java.util.OptionalLong;
import uncrop.geometry.Size;

/**
 * What one row took, in a process of its own.
 *
 * @param source the size of the scaled photo
 * @param paintedPixels on the canvas, outside the photo
 * @param coldSeconds of the first painting in the process
 * @param warmSeconds of the fastest of the later ones
 * @param peakBytes the most memory that the process held until the first painting was done; empty
 *     where the system does not tell
 */
record Measurement(
    Size source,
    long paintedPixels,
    double coldSeconds,
    double warmSeconds,
    OptionalLong peakBytes) {
  private static final double MEGA = 1e6;

  double secondsPerMegapixel() {
    return warmSeconds / (paintedPixels / MEGA);
  }

  /** One line, from the process that measured to the one that prints. */
  String toLine() {
    return String.format(
        Locale.ROOT,
        "%d %d %d %.4f %.4f %d",
        source.width(),
        source.height(),
        paintedPixels,
        coldSeconds,
        warmSeconds,
        peakBytes.orElse(0));
  }

  static Measurement ofLine(String line) {
    String[] fields = line.split(" ", -1);
    long peak = Long.parseLong(fields[5]);
    return new Measurement(
        new Size(Integer.parseInt(fields[0]), Integer.parseInt(fields[1])),
        Long.parseLong(fields[2]),
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]),
        peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak));
  }
}

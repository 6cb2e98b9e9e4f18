package uncrop.cli.extend;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uncrop.cli.terminal.UsageError;
import uncrop.geometry.Limits;
import uncrop.picture.Format;
import uncrop.picture.PictureLimits;

/** The options that say what is written, and what is said about it. */
final class OutputOptions {
  private static final int MEGAPIXEL = 1_000_000;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      required = true,
      order = 20,
      description = "Picture, or folder for several; - for stdout.")
  String output = "";

  @Option(
      names = "--format",
      paramLabel = "F",
      order = 21,
      description = "png, jpeg or webp; else as the name ends.")
  @Nullable String format;

  @Option(
      names = "--quality",
      paramLabel = "N",
      order = 22,
      description = "Of JPEG and WebP, 1 to 100; usually ${DEFAULT-VALUE}.")
  int quality = 92;

  @Option(names = "--force", order = 23, description = "Replace outputs that are there already.")
  boolean force;

  @Option(
      names = "--no-metadata",
      order = 24,
      description = "Write no EXIF and no XMP; the colour profile stays.")
  boolean noMetadata;

  @Option(names = "--json", order = 25, description = "One line of JSON a result on stdout.")
  boolean json;

  @Option(names = "--quiet", order = 26, description = "Say nothing but errors.")
  boolean quiet;

  @Option(
      names = "--peek",
      paramLabel = "FILE",
      order = 26,
      description = "Keep a small PNG of how far it is here.")
  @Nullable Path peek;

  @Option(
      names = "--limit-mp",
      paramLabel = "N",
      order = 27,
      description = "Refuse more megapixels, in or out; usually ${DEFAULT-VALUE}.")
  int limitMegapixels = 100;

  @Option(
      names = "--limit-mb",
      paramLabel = "N",
      order = 28,
      description = "Refuse larger files; usually ${DEFAULT-VALUE} MiB.")
  int limitMebibytes = 64;

  Optional<Format> format() {
    return Optional.ofNullable(format).map(text -> Format.parse("--format", text));
  }

  /**
   * @throws UsageError for a value out of its range
   */
  void check() {
    if (quality < 1 || quality > 100) {
      throw new UsageError("--quality " + quality + ": must be 1 to 100");
    }
    if (limitMegapixels < 1) {
      throw new UsageError("--limit-mp " + limitMegapixels + ": must be at least 1");
    }
    if (limitMebibytes < 1) {
      throw new UsageError("--limit-mb " + limitMebibytes + ": must be at least 1");
    }
    if (json && output.equals("-")) {
      throw new UsageError("--json and -o - both want standard output: drop one");
    }
  }

  Limits canvasLimits() {
    return new Limits((long) limitMegapixels * MEGAPIXEL);
  }

  PictureLimits pictureLimits() {
    return new PictureLimits((long) limitMebibytes << 20, (long) limitMegapixels * MEGAPIXEL);
  }
}

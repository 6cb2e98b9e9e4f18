package uncrop.cli.inpaint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uncrop.cli.terminal.UsageError;
import uncrop.picture.Encoding;
import uncrop.picture.Format;

/** The options that say what is written. */
final class ResultOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      order = 30,
      description = "Ends in .png, .jpg or .webp.")
  Path output = Path.of("");

  @Option(
      names = "--latents",
      paramLabel = "FILE",
      order = 31,
      description = "Also the final latents, as safetensors.")
  @Nullable Path latents;

  @Option(
      names = "--no-composite",
      order = 32,
      description = "All of the model's picture, not only the hole.")
  boolean noComposite;

  @Option(
      names = "--quality",
      paramLabel = "N",
      order = 33,
      description = "Of JPEG and WebP, 1 to 100; usually ${DEFAULT-VALUE}.")
  int quality = 92;

  @Option(names = "--force", order = 34, description = "Replace what is there already.")
  boolean force;

  @Option(names = "--quiet", order = 35, description = "Say nothing but errors.")
  boolean quiet;

  /**
   * @throws UsageError if the name does not say which format
   */
  Encoding encoding() {
    if (quality < 1 || quality > 100) {
      throw new UsageError("--quality " + quality + ": must be 1 to 100");
    }
    Format format =
        Format.ofFileName(output.toString())
            .orElseThrow(() -> new UsageError("-o " + output + ": end it in .png, .jpg or .webp"));
    return new Encoding(format, quality);
  }
}

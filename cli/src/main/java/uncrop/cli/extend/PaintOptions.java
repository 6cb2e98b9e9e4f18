package uncrop.cli.extend;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uncrop.cli.terminal.UsageError;
import uncrop.plan.Sampling;

/** The options that say what is painted and how. */
final class PaintOptions {
  /** Short enough to be typed again. */
  private static final long SEEDS = 1L << 32;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      order = 10,
      description = "auto (usually), or one of 'uncrop engines'.")
  @Nullable String engine;

  @Option(
      names = "--fill",
      paramLabel = "F",
      order = 11,
      description = "For the engine pad: edge, mirror, blur or #rrggbb.")
  @Nullable String fill;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 12,
      description = "Same seed, same picture; else a new one each time.")
  @Nullable Long seed;

  @Option(
      names = "--samples",
      paramLabel = "N",
      order = 13,
      description = "N different pictures: FILE-1.png, FILE-2.png ...")
  int samples = 1;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      order = 14,
      description = "What to paint, for engines that can read.")
  String prompt = "";

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      order = 15,
      description = "Also paint over where this picture is white.")
  @Nullable Path mask;

  @Option(names = "--invert-mask", order = 16, description = "Paint over where the mask is black.")
  boolean invertMask;

  @Option(
      names = "--band",
      paramLabel = "N",
      order = 17,
      description = "Let the seam reach N pixels into the picture.")
  int band;

  @Option(names = "--preview", order = 18, description = "Quick and rough.")
  boolean preview;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 19,
      description = "At most N processors; usually all.")
  @Nullable Integer threads;

  /**
   * @throws UsageError for options that do not fit together
   */
  void check() {
    if (threads != null && threads < 1) {
      throw new UsageError("--threads " + threads + ": must be at least 1");
    }
    if (fill != null && !"pad".equals(engine)) {
      throw new UsageError("--fill goes with --engine pad only");
    }
  }

  int threads() {
    return threads != null ? threads : Runtime.getRuntime().availableProcessors();
  }

  Optional<String> engine() {
    return Optional.ofNullable(engine);
  }

  /**
   * @throws UsageError for a value out of its range
   */
  Sampling sampling(RandomGenerator seeds, DiffusionOptions diffusion) {
    if (samples < 1) {
      throw new UsageError("--samples " + samples + ": must be at least 1");
    }
    long first = seed != null ? seed : seeds.nextLong(SEEDS);
    if (first < 0 || first > Long.MAX_VALUE - samples) {
      throw new UsageError("--seed " + first + ": must not be negative");
    }
    if (band < 0) {
      throw new UsageError("--band " + band + ": must not be negative");
    }
    Map<String, String> options = new HashMap<>(diffusion.options());
    if (fill != null) {
      options.put("fill", fill);
    }
    if (preview) {
      options.put("preview", "true");
    }
    return new Sampling(prompt, diffusion.negativePrompt, first, samples, options);
  }

  Optional<MaskFile> mask() {
    if (mask == null) {
      if (invertMask) {
        throw new UsageError("--invert-mask needs --mask FILE");
      }
      return Optional.empty();
    }
    return Optional.of(new MaskFile(mask, invertMask));
  }

  /**
   * @param invert paint where it is black
   */
  record MaskFile(Path path, boolean invert) {}
}

package uncrop.cli.inpaint;

import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uncrop.geometry.Anchor;
import uncrop.geometry.Size;
import uncrop.geometry.TargetSize;
import uncrop.inpaint.Compat;
import uncrop.inpaint.Method;
import uncrop.inpaint.Prompts;

/** The options that say what is painted and how. */
final class SamplingOptions {
  /** Short enough to be typed again. */
  private static final long SEEDS = 1L << 32;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      required = true,
      order = 10,
      description = "What to paint.")
  String prompt = "";

  @Option(
      names = "--negative-prompt",
      paramLabel = "TEXT",
      order = 11,
      description = "What not to paint.")
  @Nullable String negativePrompt;

  @Option(
      names = "--clip-skip",
      paramLabel = "N",
      order = 12,
      description = "Leave out N layers of the text encoders.")
  int clipSkip;

  @Option(
      names = "--compat",
      paramLabel = "C",
      order = 13,
      description = "Whose pictures: diffusers (usually) or comfy.")
  String compat = "diffusers";

  @Option(
      names = "--sampler",
      paramLabel = "S",
      order = 14,
      description = "ddim or euler; comfy: any of ComfyUI's.")
  @Nullable String sampler;

  @Option(
      names = "--schedule",
      paramLabel = "S",
      order = 15,
      description = "diffusers; comfy: normal, karras ...")
  @Nullable String schedule;

  @Option(
      names = "--steps",
      paramLabel = "N",
      order = 16,
      description = "Usually ${DEFAULT-VALUE}.")
  int steps = 30;

  @Option(
      names = "--guidance",
      paramLabel = "G",
      order = 17,
      description = "How closely to follow the prompt; usually ${DEFAULT-VALUE}.")
  double guidance = 7.5;

  @Option(
      names = "--strength",
      paramLabel = "S",
      order = 18,
      description = "How much may change, to 1; usually ${DEFAULT-VALUE}.")
  double strength = 1;

  @Option(
      names = "--eta",
      paramLabel = "E",
      order = 19,
      description = "Noise added on the way, 0 to 1.")
  @Nullable Double eta;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 20,
      description = "Same seed, same picture; else a new one each time.")
  @Nullable Long seed;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      order = 21,
      description = "The model's picture; usually that of IN.")
  @Nullable String size;

  Prompts prompts() {
    return new Prompts(prompt, negativePrompt, clipSkip);
  }

  Method method() {
    return Method.of(
        Compat.named(compat),
        sampler,
        schedule,
        eta == null ? OptionalDouble.empty() : OptionalDouble.of(eta));
  }

  long seed(RandomGenerator seeds) {
    return seed != null ? seed : seeds.nextLong(SEEDS);
  }

  Size size(Size picture) {
    return size == null ? picture : TargetSize.parse("--size", size, Anchor.CENTER).canvas();
  }
}

package uncrop.cli.extend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uncrop.outpaint.ModelWish;

/**
 * The options for engines that have models. Only those that are given are passed on, so that an
 * engine can say what of them it has no use for; the engines check them.
 */
final class DiffusionOptions {
  @Option(
      names = "--model",
      paramLabel = "M",
      order = 30,
      description = "Its name, or a folder or file of weights.")
  @Nullable String model;

  @Option(
      names = "--negative-prompt",
      paramLabel = "TEXT",
      order = 31,
      description = "What not to paint.")
  String negativePrompt = "";

  @Option(
      names = "--style",
      paramLabel = "S",
      order = 32,
      split = ",",
      description = "Styles; see 'uncrop styles'.")
  private List<String> styles = new ArrayList<>();

  @Option(
      names = "--steps",
      paramLabel = "N",
      order = 33,
      description = "More are slower; 20 to 30 are usual.")
  private @Nullable String steps;

  @Option(
      names = "--guidance",
      paramLabel = "G",
      order = 34,
      description = "How closely to follow the prompt; 4 to 8.")
  private @Nullable String guidance;

  @Option(
      names = "--sampler",
      paramLabel = "S",
      order = 35,
      description = "Such as euler or dpmpp_2m_sde.")
  private @Nullable String sampler;

  @Option(
      names = "--schedule",
      paramLabel = "S",
      order = 36,
      description = "Such as karras or normal.")
  private @Nullable String schedule;

  @Option(
      names = "--strength",
      paramLabel = "S",
      order = 37,
      description = "Below 1 starts from a smooth fill.")
  private @Nullable String strength;

  @Option(
      names = "--lora",
      paramLabel = "NAME:W",
      order = 38,
      description = "With W of this LoRA; may be given again.")
  private List<String> loras = new ArrayList<>();

  @Option(
      names = "--dtype",
      paramLabel = "D",
      order = 39,
      description = "auto (usually), fp32, bf16, fp16 or int8.")
  private @Nullable String dtype;

  ModelWish wish() {
    return model == null ? new ModelWish.Any() : new ModelWish.Local(model);
  }

  /** Under the names that engines know. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "steps", steps);
    put(options, "guidance_scale", guidance);
    put(options, "sampler", sampler);
    put(options, "scheduler", schedule);
    put(options, "strength", strength);
    put(options, "dtype", dtype);
    put(options, "styles", joined(styles));
    put(options, "loras", joined(loras));
    return options;
  }

  private static @Nullable String joined(List<String> names) {
    return names.isEmpty() ? null : String.join(",", names);
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    Optional.ofNullable(value).ifPresent(given -> options.put(name, given));
  }
}

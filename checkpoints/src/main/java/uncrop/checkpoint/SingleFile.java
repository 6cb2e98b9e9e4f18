package uncrop.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A checkpoint in one file with the original names. */
final class SingleFile {
  /*
   * Such a file brings no configuration: shapes tell what its networks look like. What shapes do
   * not tell (heads, mostly) is that of the family, or stands in a sidecar: NAME.json beside
   * NAME.safetensors, an object with any fields of the diffusers configurations, such as
   * {"unet": {"attention_head_dim": 4}, "text_encoder": {"num_attention_heads": 2}}.
   */
  private static final String UNET = "model.diffusion_model.";
  private static final List<String> VAE = List.of("first_stage_model.", "vae.");
  private static final String TEXT_SD15 = "cond_stage_model.transformer.";
  private static final String TEXT_SDXL = "conditioner.embedders.0.transformer.";
  private static final String TEXT_2 = "conditioner.embedders.1.model.";

  /** Buffers, and parts of CLIP that no image is made with. */
  private static final Pattern NEEDLESS =
      Pattern.compile(
          ".*(\\.position_ids|\\.logit_scale|\\.attn_mask)"
              + "|(cond_stage_model|conditioner\\.embedders\\.0)\\..*\\.text_projection(\\.weight)?"
              + "|(first_stage_model|vae)\\.(loss|model_ema)\\..*");

  /** What files with a UNet like ours have besides, where it is that of another model. */
  private static final Map<String, String> KINDRED =
      Map.of(
          "cond_stage_model.model.",
          "Stable Diffusion 2",
          "control_model.",
          "a ControlNet",
          UNET + "input_blocks.1.0.time_stack.",
          "Stable Video Diffusion");

  /** What files without such a UNet have, the likeliest first, and what to call them. */
  private static final Map<String, String> FOREIGN = new LinkedHashMap<>();

  static {
    FOREIGN.put(UNET + "joint_blocks.0.", "Stable Diffusion 3");
    FOREIGN.put(UNET + "double_blocks.0.", "Flux");
    FOREIGN.put("double_blocks.0.", "Flux");
    FOREIGN.put("control_model.", "a ControlNet");
    FOREIGN.put("lora_", "a LoRA, not a checkpoint");
    FOREIGN.put("unet.down_blocks.0.", "no checkpoint with original names");
    FOREIGN.put("down_blocks.0.", "one network out of a diffusers folder: name the folder");
    FOREIGN.put("encoder.", "an autoencoder or a text encoder alone");
    FOREIGN.put("text_model.", "a text encoder alone");
  }

  private final TensorFile file;
  private final Map<String, Object> sidecar;
  private final Path sidecarPath;

  private SingleFile(TensorFile file) {
    this.file = file;
    sidecarPath = sidecarOf(file.path());
    sidecar = Files.isRegularFile(sidecarPath) ? Json.object(sidecarPath) : Map.of();
  }

  static Checkpoint open(Path path) {
    TensorFile file = TensorFile.open(path);
    try {
      return new SingleFile(file).read();
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static Path sidecarOf(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return path.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".json");
  }

  private Checkpoint read() {
    Dimensions unetTensors = new Dimensions(file, UNET, Role.UNET);
    if (!unetTensors.has("input_blocks.0.0.weight")) {
      throw foreign();
    }
    KINDRED.forEach((start, what) -> {
      if (anyStarts(start)) {
        throw Family.notRun(file.path(), what);
      }
    });
    Optional<Part<TextConfig>> second = textEncoder2();
    int pooled = second.map(part -> part.config().projectionWidth()).orElse(0);
    UnetConfig unet = UnetShapes.read(unetTensors, pooled, fields(Role.UNET));
    Family family = Family.of(unet, file.path());
    return new Checkpoint(
        file.path(),
        family,
        family.side(),
        bind(
            Role.UNET,
            unet,
            UnetLayout.of(unet),
            name -> List.of(Source.as(UNET + UnetNames.original(unet, name))),
            UNET),
        vae(family),
        textEncoder(family == Family.SDXL ? TEXT_SDXL : TEXT_SD15),
        second,
        new CheckpointFiles(scheduler(), Optional.empty(), Optional.empty(), paths()),
        warnings(),
        List.of(file));
  }

  private Optional<Part<VaeConfig>> vae(Family family) {
    return VAE.stream()
        .filter(this::anyStarts)
        .findFirst()
        .map(prefix -> {
          VaeConfig config =
              VaeShapes.read(new Dimensions(file, prefix, Role.VAE), family, fields(Role.VAE));
          return bind(
              Role.VAE,
              config,
              VaeLayout.of(config),
              name -> List.of(VaeNames.original(config, name).under(prefix)),
              prefix);
        });
  }

  private Optional<Part<TextConfig>> textEncoder(String prefix) {
    if (!anyStarts(prefix)) {
      return Optional.empty();
    }
    String inner = anyStarts(prefix + "text_model.") ? prefix + "text_model." : prefix;
    TextConfig config =
        TextShapes.transformers(
            new Dimensions(file, inner, Role.TEXT_ENCODER), fields(Role.TEXT_ENCODER));
    return Optional.of(
        bind(
            Role.TEXT_ENCODER,
            config,
            TextLayout.of(config),
            name -> under(prefix, TextNames.transformers(name)),
            prefix));
  }

  private Optional<Part<TextConfig>> textEncoder2() {
    if (!anyStarts(TEXT_2)) {
      return Optional.empty();
    }
    TextConfig config =
        TextShapes.openClip(
            new Dimensions(file, TEXT_2, Role.TEXT_ENCODER_2), fields(Role.TEXT_ENCODER_2));
    return Optional.of(
        bind(
            Role.TEXT_ENCODER_2,
            config,
            TextLayout.of(config),
            name -> under(TEXT_2, TextNames.openClip(name)),
            TEXT_2));
  }

  private <C> Part<C> bind(
      Role role,
      C config,
      Map<String, long[]> shapes,
      Function<String, List<Source>> naming,
      String prefix) {
    Predicate<String> own = name -> name.startsWith(prefix) && !NEEDLESS.matcher(name).matches();
    StoredWeights weights = StoredWeights.bind(file, role, shapes, naming, own);
    return new Part<>(config, weights, weights.names());
  }

  private static List<Source> under(String prefix, List<Source> sources) {
    return sources.stream().map(source -> source.under(prefix)).toList();
  }

  private ConfigFields fields(Role role) {
    return new ConfigFields(sidecarPath, section(role.folder()));
  }

  private List<Path> paths() {
    return Stream.concat(file.paths().stream(), Stream.of(sidecarPath))
        .filter(Files::isRegularFile)
        .toList();
  }

  private Map<String, Object> scheduler() {
    Map<String, Object> given = section("scheduler");
    // A marker that trainers of such models leave in their files.
    return given.isEmpty() && file.names().contains("v_pred")
        ? Map.of("prediction_type", "v_prediction")
        : given;
  }

  private Map<String, Object> section(String name) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (sidecar.get(name) instanceof Map<?, ?> section) {
      section.forEach((key, value) -> fields.put(String.valueOf(key), value));
    }
    return fields;
  }

  private List<String> warnings() {
    Set<String> known =
        Set.of("model", "first_stage_model", "vae", "cond_stage_model", "conditioner", "model_ema");
    List<String> others = new ArrayList<>();
    for (String name : file.names()) {
      boolean buffer = name.indexOf('.') < 0 && file.shape(name).length <= 1;
      if (!buffer && !known.contains(name.substring(0, Math.max(0, name.indexOf('.'))))) {
        others.add(name);
      }
    }
    String text = new Misfit().of("has tensors that nothing here uses:", others).text();
    return text.isEmpty() ? List.of() : List.of(file.path() + ": " + text);
  }

  private boolean anyStarts(String prefix) {
    return file.names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  private CheckpointFault foreign() {
    return FOREIGN.entrySet().stream()
        .filter(kind -> anyStarts(kind.getKey()))
        .findFirst()
        .map(kind -> Family.notRun(file.path(), kind.getValue()))
        .orElseGet(() ->
            new CheckpointFault(
                file.path(),
                "holds no UNet: there is no tensor " + UNET + "input_blocks.0.0.weight"));
  }
}

package uncrop.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A checkpoint as diffusers saves it: a folder for each network, each with its configuration. */
final class DiffusersFolder {
  private static final int PIXELS_PER_LATENT = 8;

  // what a picture size may be; anything else is a mistake in the file
  private static final int LEAST_SIDE = 64;
  private static final int MOST_SIDE = 2048;

  /**
   * Full precision first, as diffusers does; {@code %s} is the name that depends on the network.
   */
  private static final List<String> FILES =
      List.of(
          "%s.safetensors",
          "%s.safetensors.index.json",
          "%s.fp16.safetensors",
          "%s.safetensors.index.fp16.json",
          "%s.fp16.safetensors.index.json",
          "%s.bin",
          "%s.bin.index.json",
          "%s.fp16.bin");

  private static final String DIFFUSERS_NAME = "diffusion_pytorch_model";
  private static final List<String> TRANSFORMERS_NAMES = List.of("model", "pytorch_model");

  /** Buffers, and parts of CLIP that no image is made with. */
  private static final Pattern NEEDLESS =
      Pattern.compile(
          "(.*\\.)?position_ids|logit_scale|visual_projection\\..*|vision_model\\..*"
              + "|(text_model\\.)?text_projection\\.weight");

  private final Path folder;
  private final List<TensorFile> open = new ArrayList<>();

  private DiffusersFolder(Path folder) {
    this.folder = folder;
  }

  static Checkpoint open(Path folder) {
    DiffusersFolder reader = new DiffusersFolder(folder);
    try {
      return reader.read();
    } catch (RuntimeException | Error e) {
      reader.open.forEach(TensorFile::close);
      throw e;
    }
  }

  private Checkpoint read() {
    if (!Files.isRegularFile(config(Role.UNET))) {
      throw new CheckpointFault(folder, "is no diffusers folder: there is no " + config(Role.UNET));
    }
    ConfigFields unetFields = fields(Role.UNET);
    UnetConfig unet = UnetConfig.of(unetFields);
    Family family = Family.of(unet, folder);
    Optional<Path> tokenizer = tokenizer("tokenizer");
    Optional<Path> tokenizer2 = tokenizer("tokenizer_2");
    return new Checkpoint(
        folder,
        family,
        side(unetFields, family),
        bind(Role.UNET, unet, UnetLayout.of(unet), name -> List.of(Source.as(name))),
        vae(),
        textEncoder(Role.TEXT_ENCODER),
        textEncoder(Role.TEXT_ENCODER_2),
        new CheckpointFiles(scheduler(), tokenizer, tokenizer2, paths(tokenizer, tokenizer2)),
        List.of(),
        open);
  }

  /** In latents there. Height and width apart, or none, leave it to the family. */
  private static int side(ConfigFields unet, Family family) {
    int side = unet.isWhole("sample_size") ? unet.integer("sample_size") * PIXELS_PER_LATENT : 0;
    return side >= LEAST_SIDE && side <= MOST_SIDE ? side : family.side();
  }

  private Optional<Part<VaeConfig>> vae() {
    if (!Files.isRegularFile(config(Role.VAE))) {
      return Optional.empty();
    }
    VaeConfig config = VaeConfig.of(fields(Role.VAE));
    return Optional.of(bind(Role.VAE, config, VaeLayout.of(config), VaeNames::inFolder));
  }

  private Optional<Part<TextConfig>> textEncoder(Role role) {
    if (!Files.isRegularFile(config(role))) {
      return Optional.empty();
    }
    TextConfig config = TextConfig.of(fields(role));
    if (role == Role.TEXT_ENCODER) {
      // Its projection, where there is one, is not used: Stable Diffusion takes the hidden states.
      config = config.projecting(0);
    }
    return Optional.of(bind(role, config, TextLayout.of(config), TextNames::transformers));
  }

  private <C> Part<C> bind(
      Role role, C config, Map<String, long[]> shapes, Function<String, List<Source>> naming) {
    TensorFile file = TensorFile.open(weights(role));
    open.add(file);
    Predicate<String> own = name -> !NEEDLESS.matcher(name).matches();
    StoredWeights weights = StoredWeights.bind(file, role, shapes, naming, own);
    return new Part<>(config, weights, weights.names());
  }

  private Path weights(Role role) {
    boolean text = role == Role.TEXT_ENCODER || role == Role.TEXT_ENCODER_2;
    List<String> names = text ? TRANSFORMERS_NAMES : List.of(DIFFUSERS_NAME);
    for (String pattern : FILES) {
      for (String name : names) {
        Path file = folder.resolve(role.folder()).resolve(pattern.formatted(name));
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    throw new CheckpointFault(
        folder.resolve(role.folder()),
        "has no weights: there is no %s.safetensors".formatted(names.getFirst()));
  }

  private Path config(Role role) {
    return folder.resolve(role.folder()).resolve("config.json");
  }

  private ConfigFields fields(Role role) {
    return new ConfigFields(config(role), Json.object(config(role)));
  }

  private Map<String, Object> scheduler() {
    Path file = schedulerConfig();
    return Files.isRegularFile(file) ? Json.object(file) : Map.of();
  }

  private Path schedulerConfig() {
    return folder.resolve("scheduler").resolve("scheduler_config.json");
  }

  private Optional<Path> tokenizer(String name) {
    return Optional.of(folder.resolve(name))
        .filter(path -> Files.isRegularFile(path.resolve("merges.txt")));
  }

  /** Asked for when all networks are bound: which of several files were taken is known then. */
  @SafeVarargs
  private List<Path> paths(Optional<Path>... tokenizers) {
    List<Path> paths = new ArrayList<>();
    paths.add(folder.resolve("model_index.json"));
    for (Role role : Role.values()) {
      paths.add(config(role));
    }
    open.forEach(file -> paths.addAll(file.paths()));
    paths.add(schedulerConfig());
    for (Optional<Path> tokenizer : tokenizers) {
      tokenizer.ifPresent(own -> paths.addAll(filesIn(own)));
    }
    return paths.stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new CheckpointFault(folder, "cannot be read: check its rights");
    }
  }
}

package uncrop.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uncrop.layer.Weights;

/**
 * The networks of a model, from a diffusers folder or from a single file with the original names.
 *
 * <p>Opening reads no weights: it compares all names and shapes with what the networks need. The
 * weights are read one by one while a network is built. Safe to be read by several threads.
 */
public final class Checkpoint implements AutoCloseable {
  private final Path path;
  private final Family family;
  private final int side;
  private final Part<UnetConfig> unet;
  private final Optional<Part<VaeConfig>> vae;
  private final Optional<Part<TextConfig>> textEncoder;
  private final Optional<Part<TextConfig>> textEncoder2;
  private final CheckpointFiles files;
  private final List<String> warnings;
  private final List<TensorFile> open;

  Checkpoint(
      Path path,
      Family family,
      int side,
      Part<UnetConfig> unet,
      Optional<Part<VaeConfig>> vae,
      Optional<Part<TextConfig>> textEncoder,
      Optional<Part<TextConfig>> textEncoder2,
      CheckpointFiles files,
      List<String> warnings,
      List<TensorFile> open) {
    this.path = path;
    this.family = family;
    this.side = side;
    this.unet = unet;
    this.vae = vae;
    this.textEncoder = textEncoder;
    this.textEncoder2 = textEncoder2;
    this.files = files;
    this.warnings = List.copyOf(warnings);
    this.open = List.copyOf(open);
    checkContext();
  }

  /**
   * @param path a diffusers folder, or a .safetensors, .ckpt, .pth, .pt or .bin file
   * @throws CheckpointFault in one line, if it is damaged, incomplete, or of a family that cannot
   *     be run
   */
  public static Checkpoint open(Path path) {
    return Files.isDirectory(path) ? DiffusersFolder.open(path) : SingleFile.open(path);
  }

  public Path path() {
    return path;
  }

  public Family family() {
    return family;
  }

  /**
   * Of the square pictures that the model was trained on, in pixels: what a diffusers folder says,
   * else what its family was.
   */
  public int side() {
    return side;
  }

  /** Whether it brings that network. */
  public boolean has(Role role) {
    return switch (role) {
      case UNET -> true;
      case VAE -> vae.isPresent();
      case TEXT_ENCODER -> textEncoder.isPresent();
      case TEXT_ENCODER_2 -> textEncoder2.isPresent();
    };
  }

  public Part<UnetConfig> unet() {
    return unet;
  }

  /**
   * @throws CheckpointFault if it has none
   */
  public Part<VaeConfig> vae() {
    return vae.orElseThrow(() -> lacks("autoencoder (vae)"));
  }

  /**
   * @throws CheckpointFault if it has none
   */
  public Part<TextConfig> textEncoder() {
    return textEncoder.orElseThrow(() -> lacks("text encoder"));
  }

  /**
   * Of Stable Diffusion XL.
   *
   * @throws CheckpointFault if it has none
   */
  public Part<TextConfig> textEncoder2() {
    return textEncoder2.orElseThrow(() -> lacks("second text encoder"));
  }

  /**
   * A network of which only its names and weights matter.
   *
   * @throws CheckpointFault if it has none
   */
  public Part<?> part(Role role) {
    return switch (role) {
      case UNET -> unet;
      case VAE -> vae();
      case TEXT_ENCODER -> textEncoder();
      case TEXT_ENCODER_2 -> textEncoder2();
    };
  }

  /**
   * In what numbers a network lies on disk, that of the most tensors first. Of adapted weights
   * nothing is known.
   *
   * @throws CheckpointFault if it has no such network
   */
  public List<StorageType> storedAs(Role role) {
    return part(role).weights() instanceof StoredWeights stored ? stored.types() : List.of();
  }

  public CheckpointFiles files() {
    return files;
  }

  /** What is odd, though not in the way. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The same with other weights. This one must stay open for as long as that one is used; closing
   * that one leaves this one open.
   */
  public Checkpoint adapted(Adapter adapter) {
    return new Checkpoint(
        path,
        family,
        side,
        adapt(Role.UNET, unet, adapter),
        vae,
        textEncoder.map(part -> adapt(Role.TEXT_ENCODER, part, adapter)),
        textEncoder2.map(part -> adapt(Role.TEXT_ENCODER_2, part, adapter)),
        files,
        warnings,
        List.of());
  }

  /** Puts other weights in the place of a network's own. */
  public interface Adapter {
    Weights adapt(Role role, Weights own);
  }

  private static <C> Part<C> adapt(Role role, Part<C> part, Adapter adapter) {
    return new Part<>(part.config(), adapter.adapt(role, part.weights()), part.names());
  }

  @Override
  public void close() {
    open.forEach(TensorFile::close);
  }

  /** The text encoders must give what the UNet takes. */
  private void checkContext() {
    boolean complete =
        textEncoder.isPresent() && (family == Family.SD15 || textEncoder2.isPresent());
    int given =
        textEncoder.map(part -> part.config().width()).orElse(0)
            + (family == Family.SDXL
                ? textEncoder2.map(part -> part.config().width()).orElse(0)
                : 0);
    if (complete && given != unet.config().contextWidth()) {
      throw new CheckpointFault(
          path,
          "its text encoders give %d numbers a token, and its UNet takes %d: they are of different models"
              .formatted(given, unet.config().contextWidth()));
    }
  }

  private CheckpointFault lacks(String what) {
    return new CheckpointFault(path, "has no " + what + ": take a complete checkpoint");
  }
}

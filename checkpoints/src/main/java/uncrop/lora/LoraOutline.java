package uncrop.lora;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.TensorFile;

/**
 * What can be told of a LoRA without the checkpoint that it is for.
 *
 * @param layers how many it changes
 * @param family that it is for; empty if its layers occur in both
 */
public record LoraOutline(int layers, Optional<Family> family) {
  /** As UNets and text encoders begin them, in either way of naming, with underscores for dots. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(down_blocks|up_blocks|mid_block|input_blocks|middle_block|output_blocks|conv_in"
              + "|conv_out|conv_norm_out|time_embed|time_embedding|add_embedding|label_emb|out"
              + "|text_model|encoder|embeddings|text_projection|final_layer_norm)(_.*)?");

  /** Only Stable Diffusion XL stacks several blocks in one transformer. */
  private static final Pattern STACKED = Pattern.compile(".*_transformer_blocks_[1-9]\\d*_.*");

  private static final Pattern OF_TEXT = Pattern.compile(".*_attn2_to_[kv]");
  private static final int SD15_CONTEXT = 768;
  private static final int SD2_CONTEXT = 1024;
  private static final int SDXL_CONTEXT = 2048;

  /**
   * Compares the shapes of all factors with each other.
   *
   * @throws CheckpointFault if it cannot be read, is no LoRA, or is one for a model that cannot be
   *     run
   */
  public static LoraOutline of(Path path) {
    try (Lora lora = Lora.open(path)) {
      Collection<LoraKey> keys = lora.keys();
      if (keys.size() <= lora.unknown().size()) {
        throw new CheckpointFault(path, "is no LoRA: most of its tensors are named unlike any");
      }
      List<String> foreign =
          keys.stream().map(LoraKey::layer).filter(l -> !KNOWN.matcher(l).matches()).toList();
      if (2 * foreign.size() > keys.size()) {
        throw notRun(path, "another model: it changes " + foreign.getFirst());
      }
      Optional<Family> family = Optional.empty();
      for (LoraKey key : keys) {
        ChangeShape shape = lora.shape(key);
        if (family.isEmpty()) {
          family = family(path, key, shape);
        }
      }
      return new LoraOutline(keys.size(), family);
    }
  }

  /** Whether most names of a file's tensors are such as trainers of LoRAs write. */
  public static boolean looksLike(TensorFile file) {
    long known = file.names().stream().filter(name -> LoraKey.parse(name).isPresent()).count();
    return 2 * known > file.names().size();
  }

  private static Optional<Family> family(Path path, LoraKey key, ChangeShape shape) {
    if (key.role() == Role.TEXT_ENCODER_2
        || key.role() == Role.UNET && STACKED.matcher(key.layer()).matches()) {
      return Optional.of(Family.SDXL);
    }
    Matcher ofText = OF_TEXT.matcher(key.layer());
    if (key.role() != Role.UNET || !ofText.matches()) {
      return Optional.empty();
    }
    if (shape.rest() == SD2_CONTEXT) {
      throw notRun(path, "Stable Diffusion 2");
    }
    return shape.rest() == SD15_CONTEXT
        ? Optional.of(Family.SD15)
        : shape.rest() == SDXL_CONTEXT ? Optional.of(Family.SDXL) : Optional.empty();
  }

  private static CheckpointFault notRun(Path path, String model) {
    return new CheckpointFault(
        path,
        "is a LoRA for %s: those for Stable Diffusion 1.5 and Stable Diffusion XL can be used"
            .formatted(model));
  }
}

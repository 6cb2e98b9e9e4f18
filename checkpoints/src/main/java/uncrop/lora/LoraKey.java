package uncrop.lora;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import uncrop.checkpoint.Role;

/**
 * What a name in a LoRA says.
 *
 * @param base the name without its suffix, by which tensors that belong together are found
 * @param layer the layer's name with underscores for dots, as the trainers of kohya write all
 *     names: what was a dot and what was not cannot be told from it, so it is only ever compared
 */
record LoraKey(String base, Role role, String layer, Factor factor) {
  private static final Map<String, Role> PREFIXES = new LinkedHashMap<>();

  static {
    PREFIXES.put("lora_unet_", Role.UNET);
    PREFIXES.put("lora_te1_", Role.TEXT_ENCODER);
    PREFIXES.put("lora_te2_", Role.TEXT_ENCODER_2);
    PREFIXES.put("lora_te_", Role.TEXT_ENCODER);
    PREFIXES.put("unet.", Role.UNET);
    PREFIXES.put("text_encoder_2.", Role.TEXT_ENCODER_2);
    PREFIXES.put("text_encoder.", Role.TEXT_ENCODER);
    PREFIXES.put("model.diffusion_model.", Role.UNET);
    PREFIXES.put("diffusion_model.", Role.UNET);
  }

  private static final String PEFT = "base_model.model.";

  /** Empty if it is none that any trainer writes. */
  static Optional<LoraKey> parse(String name) {
    for (Map.Entry<String, Factor> suffix : Factor.SUFFIXES.entrySet()) {
      if (name.endsWith(suffix.getKey())) {
        String base = name.substring(0, name.length() - suffix.getKey().length());
        return Optional.of(of(base, suffix.getValue(), suffix.getKey().startsWith("_")));
      }
    }
    return Optional.empty();
  }

  private static LoraKey of(String base, Factor factor, boolean processor) {
    String path = base.startsWith(PEFT) ? base.substring(PEFT.length()) : base;
    // The first files of diffusers held the UNet alone and did not say so.
    Role role = Role.UNET;
    for (Map.Entry<String, Role> prefix : PREFIXES.entrySet()) {
      if (path.startsWith(prefix.getKey())) {
        role = prefix.getValue();
        path = path.substring(prefix.getKey().length());
        break;
      }
    }
    return new LoraKey(base, role, processor ? inProcessor(role, path) : flat(path), factor);
  }

  /** Old diffusers named the processors of attentions instead of their matrices. */
  private static String inProcessor(Role role, String path) {
    String layer = flat(path.replace(".processor.", "."));
    if (role == Role.UNET) {
      return layer.endsWith("_to_out") ? layer + "_0" : layer;
    }
    return layer.replaceFirst("_to_(q|k|v|out)$", "_$1_proj");
  }

  static String flat(String path) {
    return path.replace('.', '_');
  }
}

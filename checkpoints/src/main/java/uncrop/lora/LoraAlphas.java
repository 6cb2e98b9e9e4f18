package uncrop.lora;

import java.util.Map;
import uncrop.checkpoint.Json;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.TensorFile;

/**
 * The alphas that newer diffusers write not as tensors but into the file's metadata, as PEFT's
 * configuration: {@code {"unet.lora_alpha": 8, "unet.alpha_pattern": {...}, ...}}.
 */
final class LoraAlphas {
  private static final String METADATA = "lora_adapter_metadata";

  private final Map<String, Object> fields;

  LoraAlphas(TensorFile file) {
    String json = file.metadata().get(METADATA);
    fields = json == null ? Map.of() : Json.object(file.path(), json);
  }

  /** Negative if there is none. */
  double of(Role role, String tensor) {
    String layer = tensor.replaceFirst("\\.(weight|bias)$", "");
    if (fields.get(role.folder() + ".alpha_pattern") instanceof Map<?, ?> pattern) {
      for (Map.Entry<?, ?> entry : pattern.entrySet()) {
        String name = String.valueOf(entry.getKey());
        if ((layer.equals(name) || layer.endsWith("." + name))
            && entry.getValue() instanceof Number alpha) {
          return alpha.doubleValue();
        }
      }
    }
    return fields.get(role.folder() + ".lora_alpha") instanceof Number alpha
        ? alpha.doubleValue()
        : -1;
  }
}

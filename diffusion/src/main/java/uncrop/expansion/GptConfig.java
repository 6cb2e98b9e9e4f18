package uncrop.expansion;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Json;

/**
 * The sizes of a GPT-2, from its {@code config.json}; what is not there is as in GPT-2 small.
 *
 * @param vocabulary tokens
 * @param positions tokens that it can look at
 * @param innerWidth between the two layers of each perceptron
 * @param eps of the normalisation
 */
record GptConfig(
    int vocabulary, int positions, int width, int layers, int heads, int innerWidth, double eps) {
  private static final int MOST = 1 << 20;

  /** Settings that would make another network of the same tensors. */
  private static final Map<String, List<Object>> ONLY =
      Map.of(
          "activation_function", List.of("gelu_new", "gelu_pytorch_tanh"),
          "scale_attn_weights", List.of(true),
          "scale_attn_by_inverse_layer_idx", List.of(false),
          "add_cross_attention", List.of(false));

  /**
   * @throws CheckpointFault if it cannot be read, or is of another kind of network
   */
  static GptConfig read(Path file) {
    Map<String, Object> fields = Json.object(file);
    ONLY.forEach((name, allowed) -> {
      Object value = fields.getOrDefault(name, allowed.getFirst());
      if (!allowed.contains(value)) {
        throw new CheckpointFault(file, "%s %s is not supported".formatted(name, value));
      }
    });
    int width = whole(file, fields, "n_embd", 768);
    int heads = whole(file, fields, "n_head", 12);
    if (width % heads != 0) {
      throw new CheckpointFault(
          file, "n_embd %d must be a multiple of n_head %d".formatted(width, heads));
    }
    Object eps = fields.getOrDefault("layer_norm_epsilon", 1e-5);
    if (!(eps instanceof Double number && number > 0 && number < 1)) {
      throw new CheckpointFault(file, "layer_norm_epsilon %s must be small".formatted(eps));
    }
    return new GptConfig(
        whole(file, fields, "vocab_size", 50257),
        whole(file, fields, "n_positions", 1024),
        width,
        whole(file, fields, "n_layer", 12),
        heads,
        whole(file, fields, "n_inner", 4 * width),
        number);
  }

  private static int whole(Path file, Map<String, Object> fields, String name, int otherwise) {
    Object value = fields.getOrDefault(name, (long) otherwise);
    if (!(value instanceof Long number) || number < 1 || number > MOST) {
      throw new CheckpointFault(
          file, "%s %s must be a whole number from 1 to %d".formatted(name, value, MOST));
    }
    return number.intValue();
  }
}

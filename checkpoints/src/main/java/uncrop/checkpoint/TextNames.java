package uncrop.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How files call the tensors of a text encoder. */
final class TextNames {
  private static final String PREFIX = "text_model.";

  private static final Pattern LAYER =
      Pattern.compile("text_model\\.encoder\\.layers\\.(\\d+)\\.(.*)\\.(weight|bias)");

  private static final Map<String, Source.Form> PACKED =
      Map.of(
          "self_attn.q_proj", Source.Form.FIRST_THIRD,
          "self_attn.k_proj", Source.Form.SECOND_THIRD,
          "self_attn.v_proj", Source.Form.LAST_THIRD);

  private static final Map<String, String> IN_OPEN_CLIP_LAYER =
      Map.of(
          "layer_norm1", "ln_1",
          "layer_norm2", "ln_2",
          "mlp.fc1", "mlp.c_fc",
          "mlp.fc2", "mlp.c_proj",
          "self_attn.out_proj", "attn.out_proj");

  private TextNames() {}

  /** Of transformers: versions from 5.6 on write files without the outer name. */
  static List<Source> transformers(String name) {
    return name.startsWith(PREFIX)
        ? List.of(Source.as(name), Source.as(name.substring(PREFIX.length())))
        : List.of(Source.as(name), Source.as(PREFIX + name));
  }

  /** Of OpenCLIP, which keeps query, key and value in one matrix. */
  static List<Source> openClip(String name) {
    Matcher layer = LAYER.matcher(name);
    if (layer.matches()) {
      String block = "transformer.resblocks." + layer.group(1) + ".";
      Source.Form rows = PACKED.get(layer.group(2));
      return List.of(
          rows == null
              ? Source.as(
                  block
                      + IN_OPEN_CLIP_LAYER.getOrDefault(layer.group(2), layer.group(2))
                      + "."
                      + layer.group(3))
              : new Source(block + "attn.in_proj_" + layer.group(3), rows));
    }
    return switch (name) {
      case "text_model.embeddings.token_embedding.weight" ->
          List.of(Source.as("token_embedding.weight"));
      case "text_model.embeddings.position_embedding.weight" ->
          List.of(Source.as("positional_embedding"));
      // A parameter by which the pooled output is multiplied; a layer holds the transposed.
      case "text_projection.weight" ->
          List.of(
              new Source("text_projection", Source.Form.TRANSPOSED),
              Source.as("text_projection.weight"));
      default -> List.of(Source.as(name.replace("text_model.final_layer_norm", "ln_final")));
    };
  }
}

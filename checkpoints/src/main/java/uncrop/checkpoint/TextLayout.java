package uncrop.checkpoint;

import java.util.Map;

/** All tensors of a text encoder, under the names of transformers. */
final class TextLayout {
  private TextLayout() {}

  static Map<String, long[]> of(TextConfig config) {
    Layout layout = new Layout();
    int width = config.width();
    layout.put("text_model.embeddings.token_embedding.weight", config.vocabulary(), width);
    layout.put("text_model.embeddings.position_embedding.weight", config.positions(), width);
    for (int i = 0; i < config.layers(); i++) {
      String layer = "text_model.encoder.layers." + i;
      layout.norm(layer + ".layer_norm1", width);
      for (String matrix : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
        layout.linear(layer + ".self_attn." + matrix, width, width);
      }
      layout.norm(layer + ".layer_norm2", width);
      layout.linear(layer + ".mlp.fc1", width, config.innerWidth());
      layout.linear(layer + ".mlp.fc2", config.innerWidth(), width);
    }
    layout.norm("text_model.final_layer_norm", width);
    if (config.projectionWidth() > 0) {
      layout.put("text_projection.weight", config.projectionWidth(), width);
    }
    return layout.shapes();
  }
}

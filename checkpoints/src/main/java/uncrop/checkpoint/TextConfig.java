package uncrop.checkpoint;

/**
 * What a text encoder looks like ({@code CLIPTextModel} of transformers).
 *
 * @param vocabulary number of tokens
 * @param width of the hidden states ({@code hidden_size})
 * @param innerWidth of the MLP ({@code intermediate_size})
 * @param layers transformer blocks
 * @param heads attention heads of each
 * @param positions tokens in a chunk: 77
 * @param activation of the MLP
 * @param eps of the layer normalisations
 * @param projectionWidth of the projected pooled output; 0 where there is no projection
 * @param endToken which token ends a text ({@code eos_token_id}); 2, in files from before
 *     transformers 4.29, stands for the largest id in the text
 */
public record TextConfig(
    int vocabulary,
    int width,
    int innerWidth,
    int layers,
    int heads,
    int positions,
    Activation activation,
    double eps,
    int projectionWidth,
    int endToken) {

  private static final int MOST_LAYERS = 1000;

  /** Between the two matrices of the MLP. */
  public enum Activation {
    /** x sigmoid(1.702 x), of OpenAI's CLIP. */
    QUICK_GELU,
    /** x Phi(x), with the error function. */
    GELU
  }

  /** Reads {@code text_encoder/config.json}. */
  static TextConfig of(ConfigFields fields) {
    String activation = fields.text("hidden_act", "quick_gelu");
    fields.mustBe("hidden_act", "quick_gelu", "gelu");
    fields.mustBe("model_type", "clip_text_model", "clip");
    int width = fields.integer("hidden_size");
    int heads = fields.integer("num_attention_heads");
    fields.atMost("num_hidden_layers", fields.integer("num_hidden_layers"), MOST_LAYERS);
    if (heads == 0 || width % heads != 0) {
      throw fields.fault("num_attention_heads", heads, "must divide hidden_size " + width);
    }
    return new TextConfig(
        fields.integer("vocab_size"),
        width,
        fields.integer("intermediate_size"),
        fields.integer("num_hidden_layers"),
        heads,
        fields.integer("max_position_embeddings", 77),
        activation.equals("gelu") ? Activation.GELU : Activation.QUICK_GELU,
        fields.number("layer_norm_eps", 1e-5),
        fields.integer("projection_dim", 0),
        fields.integer("eos_token_id", 2));
  }

  /** The same for a file that has, or lacks, the projection, whatever its configuration says. */
  TextConfig projecting(int projectionWidth) {
    return new TextConfig(
        vocabulary,
        width,
        innerWidth,
        layers,
        heads,
        positions,
        activation,
        eps,
        projectionWidth,
        endToken);
  }
}

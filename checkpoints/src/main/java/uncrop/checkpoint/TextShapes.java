package uncrop.checkpoint;

import java.util.List;
import uncrop.checkpoint.TextConfig.Activation;

/** What a text encoder looks like, told by the shapes in an original file. */
final class TextShapes {
  private static final int HEAD_WIDTH = 64;
  private static final double EPS = 1e-5;

  /** The largest id in the text ends it. */
  private static final int LARGEST = 2;

  private TextShapes() {}

  /**
   * OpenAI's CLIP, under the names of transformers.
   *
   * @param tensors under a prefix that includes {@code text_model.}, if the file has it
   */
  static TextConfig transformers(Dimensions tensors, ConfigFields sidecar) {
    int width = tensors.size("embeddings.token_embedding.weight", 1);
    return new TextConfig(
        tensors.size("embeddings.token_embedding.weight", 0),
        width,
        tensors.size("encoder.layers.0.mlp.fc1.weight", 0),
        tensors.count("encoder.layers.%d.mlp.fc1.weight"),
        heads(width, sidecar),
        tensors.size("embeddings.position_embedding.weight", 0),
        Activation.QUICK_GELU,
        EPS,
        0,
        sidecar.integer("eos_token_id", LARGEST));
  }

  /** OpenCLIP, whose projection may come in either of two forms. */
  static TextConfig openClip(Dimensions tensors, ConfigFields sidecar) {
    int width = tensors.size("token_embedding.weight", 1);
    return new TextConfig(
        tensors.size("token_embedding.weight", 0),
        width,
        tensors.size("transformer.resblocks.0.mlp.c_fc.weight", 0),
        tensors.count("transformer.resblocks.%d.mlp.c_fc.weight"),
        heads(width, sidecar),
        tensors.size("positional_embedding", 0),
        Activation.GELU,
        EPS,
        tensors.has("text_projection")
            ? tensors.size("text_projection", 1)
            : tensors.size("text_projection.weight", 0),
        sidecar.integer("eos_token_id", LARGEST));
  }

  private static int heads(int width, ConfigFields sidecar) {
    if (sidecar.has("num_attention_heads")) {
      int heads = sidecar.integer("num_attention_heads");
      if (heads == 0 || width % heads != 0) {
        throw sidecar.fault("num_attention_heads", heads, "must divide the width " + width);
      }
      return heads;
    }
    if (width % HEAD_WIDTH != 0) {
      throw sidecar.fault(
          "num_attention_heads",
          List.of(),
          "must be given: a text encoder of width %d does not show it".formatted(width));
    }
    return width / HEAD_WIDTH;
  }
}

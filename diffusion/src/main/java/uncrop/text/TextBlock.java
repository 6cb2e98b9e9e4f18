package uncrop.text;

import uncrop.checkpoint.TextConfig;
import uncrop.layer.Attention;
import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.tensor.Tensor;

/**
 * A transformer block with the normalisation before each half ({@code CLIPEncoderLayer} of
 * transformers): x += attention(norm(x)), x += mlp(norm(x)).
 */
final class TextBlock {
  private static final double QUICK = 1.702;

  private final Attention attention;
  private final TextConfig.Activation activation;
  private final Norm norm1;
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final Linear out;
  private final Norm norm2;
  private final Linear fc1;
  private final Linear fc2;

  TextBlock(Layers layers, TextConfig config) {
    int width = config.width();
    attention = layers.attention(config.heads());
    activation = config.activation();
    norm1 = new Norm(layers, "layer_norm1", config);
    Layers own = layers.at("self_attn");
    q = own.linear("q_proj", width, width, true);
    k = own.linear("k_proj", width, width, true);
    v = own.linear("v_proj", width, width, true);
    out = own.linear("out_proj", width, width, true);
    norm2 = new Norm(layers, "layer_norm2", config);
    fc1 = layers.linear("mlp.fc1", width, config.innerWidth(), true);
    fc2 = layers.linear("mlp.fc2", config.innerWidth(), width, true);
  }

  /**
   * @param x [N, 77, width]
   * @param causal [77, 77], -infinity where a token must not look
   */
  Tensor apply(Tensor x, Tensor causal) {
    Tensor normed = norm1.apply(x);
    Tensor mixed = attention.attend(q.apply(normed), k.apply(normed), v.apply(normed), causal);
    Tensor attended = x.plus(out.apply(mixed));
    return attended.plus(fc2.apply(activated(fc1.apply(norm2.apply(attended)))));
  }

  private Tensor activated(Tensor x) {
    return switch (activation) {
      case QUICK_GELU -> x.times(x.times(QUICK).sigmoid());
      case GELU -> x.gelu();
    };
  }

  /** Layer normalisation with the eps of the configuration. */
  static final class Norm {
    private final Tensor weight;
    private final Tensor bias;
    private final double eps;

    Norm(Layers layers, String name, TextConfig config) {
      weight = layers.tensor(name + ".weight", config.width());
      bias = layers.tensor(name + ".bias", config.width());
      eps = config.eps();
    }

    Tensor apply(Tensor x) {
      return x.layerNorm(weight, bias, eps);
    }
  }
}

package uncrop.expansion;

import java.util.List;
import uncrop.layer.Attention;
import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.tensor.Tensor;

/**
 * A transformer block: x += attention(norm(x)), x += mlp(norm(x)) ({@code GPT2Block} of
 * transformers).
 */
final class GptBlock {
  private static final double ROOT = Math.sqrt(2 / Math.PI);
  private static final double CUBE = 0.044715;

  private final Attention attention;
  private final Norm norm1;
  private final Linear qkv;
  private final Linear out;
  private final Norm norm2;
  private final Linear inner;
  private final Linear outer;

  GptBlock(Layers layers, GptConfig config) {
    int width = config.width();
    attention = layers.attention(config.heads());
    norm1 = new Norm(layers, "ln_1", config);
    qkv = layers.linear("attn.c_attn", width, 3 * width, true);
    out = layers.linear("attn.c_proj", width, width, true);
    norm2 = new Norm(layers, "ln_2", config);
    inner = layers.linear("mlp.c_fc", width, config.innerWidth(), true);
    outer = layers.linear("mlp.c_proj", config.innerWidth(), width, true);
  }

  /**
   * @param x [1, L, width], of the tokens that are new
   * @param before keys and values of the tokens before them, which the new ones are added to
   * @param causal [L, tokens in all], -infinity where a token must not look
   */
  Tensor apply(Tensor x, KeysAndValues before, Tensor causal) {
    List<Tensor> parts = qkv.apply(norm1.apply(x)).chunk(3, -1);
    before.add(parts.get(1), parts.get(2));
    Tensor mixed =
        attention.attend(parts.getFirst().contiguous(), before.keys(), before.values(), causal);
    Tensor attended = x.plus(out.apply(mixed));
    return attended.plus(outer.apply(gelu(inner.apply(norm2.apply(attended)))));
  }

  /** By the hyperbolic tangent, as GPT-2 was trained (Hendrycks and Gimpel 2016, section 2). */
  private static Tensor gelu(Tensor x) {
    Tensor inside = x.plus(x.pow(3), CUBE).times(ROOT);
    return x.times(inside.tanh().plus(1)).times(0.5);
  }

  /** Layer normalisation with the eps of the configuration. */
  record Norm(Tensor weight, Tensor bias, double eps) {
    Norm(Layers layers, String name, GptConfig config) {
      this(
          layers.tensor(name + ".weight", config.width()),
          layers.tensor(name + ".bias", config.width()),
          config.eps());
    }

    Tensor apply(Tensor x) {
      return x.layerNorm(weight, bias, eps);
    }
  }
}

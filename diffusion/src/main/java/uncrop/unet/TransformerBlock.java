package uncrop.unet;

import uncrop.layer.Attention;
import uncrop.layer.GatedGelu;
import uncrop.layer.LayerNorm;
import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.Context.KeysValues;

/**
 * Lets the places of a picture look at each other, then at the prompt, then thinks about each
 * ({@code BasicTransformerBlock} of diffusers).
 */
final class TransformerBlock {
  // Widening of the feed-forward layer.
  private static final int EXPANSION = 4;

  private final String name;
  private final int width;
  private final Attention attention;

  private final LayerNorm norm1;
  private final Linear selfQueryKeyValue;
  private final Linear selfOut;

  private final LayerNorm norm2;
  private final Linear crossQuery;
  private final Linear crossKeyValue;
  private final Linear crossOut;

  private final LayerNorm norm3;
  private final GatedGelu feedForwardIn;
  private final Linear feedForwardOut;

  TransformerBlock(Layers network, String name, int width, int heads, int contextWidth) {
    Layers layers = network.at(name);
    this.name = name;
    this.width = width;
    attention = layers.attention(heads);
    norm1 = layers.layerNorm("norm1", width);
    selfQueryKeyValue = layers.joined(width, width, "attn1.to_q", "attn1.to_k", "attn1.to_v");
    selfOut = layers.linear("attn1.to_out.0", width, width, true);
    norm2 = layers.layerNorm("norm2", width);
    crossQuery = layers.linear("attn2.to_q", width, width, false);
    crossKeyValue = layers.joined(contextWidth, width, "attn2.to_k", "attn2.to_v");
    crossOut = layers.linear("attn2.to_out.0", width, width, true);
    norm3 = layers.layerNorm("norm3", width);
    feedForwardIn = layers.gatedGelu("ff.net.0.proj", width, EXPANSION * width);
    feedForwardOut = layers.linear("ff.net.2", EXPANSION * width, width, true);
  }

  String name() {
    return name;
  }

  /**
   * @param context [N, tokens, context width]
   */
  KeysValues keysValues(Tensor context) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor both = crossKeyValue.apply(context);
      Tensor keys = both.narrow(-1, 0, width).contiguous();
      Tensor values = both.narrow(-1, width, width).contiguous();
      return new KeysValues(scope.keep(keys), scope.keep(values));
    }
  }

  /**
   * @param tokens [N, H * W, width], dense; changed in place
   */
  void change(Tensor tokens, Pass pass) {
    attendToItself(tokens);
    pass.trace().output(name + ".attn1", tokens);
    attendToContext(tokens, pass.context().of(name));
    pass.trace().output(name + ".attn2", tokens);
    feedForward(tokens);
    pass.trace().output(name, tokens);
  }

  private void attendToItself(Tensor tokens) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor normed = norm1.apply(tokens);
      Tensor all = selfQueryKeyValue.apply(normed); // [N, H * W, 3 * width]
      normed.close();
      Tensor q = all.narrow(-1, 0, width);
      Tensor k = all.narrow(-1, width, width);
      Tensor v = all.narrow(-1, 2L * width, width);
      selfOut.addTo(tokens, attention.attend(q, k, v));
    }
  }

  private void attendToContext(Tensor tokens, KeysValues context) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor q = crossQuery.apply(norm2.apply(tokens));
      crossOut.addTo(tokens, attention.attend(q, context.keys(), context.values()));
    }
  }

  private void feedForward(Tensor tokens) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor normed = norm3.apply(tokens);
      Tensor wide = feedForwardIn.apply(normed); // [N, H * W, 4 * width]
      normed.close();
      feedForwardOut.addTo(tokens, wide);
    }
  }
}

package uncrop.vae;

import uncrop.layer.Attention;
import uncrop.layer.GroupNorm;
import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Lets all places of a picture look at each other, with one head; added to the picture. */
final class MiddleAttention {
  private final GroupNorm norm;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final Attention attention;

  MiddleAttention(Layers layers, int width, int groups) {
    norm = layers.groupNorm("group_norm", groups, width, Vae.EPS);
    query = layers.linear("to_q", width, width, true);
    key = layers.linear("to_k", width, width, true);
    value = layers.linear("to_v", width, width, true);
    out = layers.linear("to_out.0", width, width, true);
    attention = layers.attention(1);
  }

  /**
   * @param picture [N, width, H, W]; used up
   */
  Tensor consume(Tensor picture) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor sum = picture.isChannelsLast() ? picture : picture.channelsLast();
      Tensor normed = tokens(norm.apply(sum));
      Tensor seen = attention.attend(query.apply(normed), key.apply(normed), value.apply(normed));
      out.addTo(tokens(sum), seen);
      return scope.keep(sum);
    }
  }

  /** [N, C, H, W] that lies channels last as [N, H * W, C], without copying. */
  private static Tensor tokens(Tensor picture) {
    long[] shape = picture.shape();
    return picture.permute(0, 2, 3, 1).reshape(shape[0], shape[2] * shape[3], shape[1]);
  }
}

package uncrop.layer;

import org.jspecify.annotations.Nullable;
import uncrop.tensor.Tensor;

/**
 * softmax(q k^T / sqrt(d)) v for several heads (Vaswani et al., Attention Is All You Need, 2017).
 */
public final class Attention {
  private Attention() {}

  /**
   * @param q [N, L, heads * d]
   * @param k [N, S, heads * d]
   * @param v [N, S, heads * d]
   * @return [N, L, heads * d]
   */
  public static Tensor attend(Tensor q, Tensor k, Tensor v, int heads) {
    return attend(q, k, v, heads, null);
  }

  /**
   * @param mask added to the scores, [L, S]: 0 where a query may look, -infinity where not
   */
  public static Tensor attend(Tensor q, Tensor k, Tensor v, int heads, @Nullable Tensor mask) {
    if (mask == null && OneDnnLayers.serve(q.dtype())) {
      return TiledAttention.attend(q, k, v, heads);
    }
    double scale = 1 / Math.sqrt((double) q.size(-1) / heads);
    Tensor scores = byHead(q, heads).times(scale).matmul(byHead(k, heads).transpose(-2, -1));
    if (mask != null) {
      scores.addInPlace(mask);
    }
    Tensor mixed = scores.softmax(-1).matmul(byHead(v, heads));
    return mixed.transpose(1, 2).reshape(q.shape());
  }

  private static Tensor byHead(Tensor x, int heads) {
    return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }
}

package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.ATTENTION;

import org.jspecify.annotations.Nullable;
import uncrop.tensor.Tensor;

/**
 * softmax(q k^T / sqrt(d)) v for several heads (Vaswani et al., Attention Is All You Need, 2017).
 */
public final class Attention {
  private final int heads;
  private final Kernels kernels;

  Attention(int heads, Kernels kernels) {
    this.heads = heads;
    this.kernels = kernels;
  }

  /**
   * @param q [N, L, heads * d]
   * @param k [N, S, heads * d]
   * @param v [N, S, heads * d]
   * @return [N, L, heads * d]
   */
  public Tensor attend(Tensor q, Tensor k, Tensor v) {
    return attend(q, k, v, null);
  }

  /**
   * @param mask added to the scores, [L, S]: 0 where a query may look, -infinity where not
   */
  public Tensor attend(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask) {
    long started = OperatorTimes.now();
    Tensor result = attended(q, k, v, mask);
    OperatorTimes.add(ATTENTION, started, 4.0 * q.size(0) * q.size(1) * k.size(1) * q.size(2));
    return result;
  }

  private Tensor attended(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask) {
    if (kernels == Kernels.LIBTORCH) {
      return joined(byHead(q).attend(byHead(k), byHead(v), mask), q);
    }
    return mask == null
        ? TiledAttention.attend(q, k, v, heads)
        : joined(scores(q, k).addInPlace(mask).softmax(-1).matmul(byHead(v)), q);
  }

  /** All of them at once: masks are for texts, which are short. */
  private Tensor scores(Tensor q, Tensor k) {
    double scale = 1 / Math.sqrt((double) q.size(-1) / heads);
    return byHead(q).times(scale).matmul(byHead(k).transpose(-2, -1));
  }

  private Tensor byHead(Tensor x) {
    return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }

  private static Tensor joined(Tensor byHead, Tensor q) {
    return byHead.transpose(1, 2).reshape(q.shape());
  }
}
